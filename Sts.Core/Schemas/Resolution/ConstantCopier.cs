using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Writes the reader's default where the writer has no field.</summary>
internal sealed class ConstantCopier(byte[] encoded) : ValueCopier
{
    public override void Copy(ref AvroReader from, ref AvroWriter to) => to.WriteFixed(encoded);
}
