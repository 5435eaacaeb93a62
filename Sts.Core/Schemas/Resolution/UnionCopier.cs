using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Copies values of a union that the writer has: which branch it is, only the value says.</summary>
/// <param name="branches">What becomes of each of the writer's branches.</param>
internal sealed class UnionCopier(ValueCopier[] branches) : ValueCopier
{
    public override void Copy(ref AvroReader from, ref AvroWriter to)
    {
        var start = from.Position;
        var branch = branches[from.ReadUnionIndex(branches.Length)];
        // The value itself may take no bytes, and then its position would be that of the field behind.
        if (branch is UnresolvableCopier unresolvable)
            throw AvroReaderErrors.NotResolvable(unresolvable.Reason, start);

        branch.Copy(ref from, ref to);
    }
}
