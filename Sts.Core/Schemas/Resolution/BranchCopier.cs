using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Copies values into a branch of a union that the reader has.</summary>
internal sealed class BranchCopier(int branch, ValueCopier value) : ValueCopier
{
    public override void Copy(ref AvroReader from, ref AvroWriter to)
    {
        to.WriteUnionIndex(branch);
        value.Copy(ref from, ref to);
    }
}
