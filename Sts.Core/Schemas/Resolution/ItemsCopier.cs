using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Copies arrays, and maps, whose items have keys.</summary>
internal sealed class ItemsCopier(ValueCopier item, bool hasKeys) : ValueCopier
{
    public override void Copy(ref AvroReader from, ref AvroWriter to)
    {
        from.Enter();
        for (var count = from.ReadBlockCount(); count > 0; count = from.ReadBlockCount())
        {
            to.WriteLong(count);
            for (var i = 0; i < count; i++)
            {
                if (hasKeys)
                    to.WriteBytes(from.ReadUtf8Span());

                item.Copy(ref from, ref to);
            }
        }

        to.WriteLong(0);
        from.Leave();
    }
}
