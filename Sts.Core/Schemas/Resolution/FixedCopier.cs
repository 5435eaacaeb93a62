using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Copies values of a fixed size.</summary>
internal sealed class FixedCopier(int size) : ValueCopier
{
    public override void Copy(ref AvroReader from, ref AvroWriter to) => to.WriteFixed(from.ReadFixedSpan(size));
}
