using Avro;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Copies values of a primitive type, to the same type or to one that it is promoted to.</summary>
internal sealed class PrimitiveCopier(Schema.Type writer, Schema.Type reader) : ValueCopier
{
    /// <summary>Whether values of a type can be read as another one.</summary>
    public static bool IsPromotable(Schema.Type writer, Schema.Type reader) => (writer, reader) is
        (Schema.Type.Int, Schema.Type.Long or Schema.Type.Float or Schema.Type.Double) or
        (Schema.Type.Long, Schema.Type.Float or Schema.Type.Double) or
        (Schema.Type.Float, Schema.Type.Double) or
        (Schema.Type.String, Schema.Type.Bytes) or
        (Schema.Type.Bytes, Schema.Type.String);

    public override void Copy(ref AvroReader from, ref AvroWriter to)
    {
        switch (writer)
        {
            case Schema.Type.Null: break;
            case Schema.Type.Boolean: to.WriteBoolean(from.ReadBoolean()); break;
            case Schema.Type.Int: CopyNumber(from.ReadInt(), ref to); break;
            case Schema.Type.Long: CopyNumber(from.ReadLong(), ref to); break;
            case Schema.Type.Float when reader == Schema.Type.Double: to.WriteDouble(from.ReadFloat()); break;
            case Schema.Type.Float: to.WriteFixed(from.ReadFixedSpan(sizeof(float))); break;
            case Schema.Type.Double: to.WriteFixed(from.ReadFixedSpan(sizeof(double))); break;
            default: to.WriteBytes(reader == Schema.Type.String ? from.ReadUtf8Span() : from.ReadBytesSpan()); break;
        }
    }

    private void CopyNumber(long number, ref AvroWriter to)
    {
        switch (reader)
        {
            case Schema.Type.Float: to.WriteFloat(number); break;
            case Schema.Type.Double: to.WriteDouble(number); break;
            default: to.WriteLong(number); break;
        }
    }
}
