using Avro;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Copies symbols of an enum. One that the reader does not know becomes its default, if it has one.</summary>
internal sealed class EnumCopier(EnumSchema writer, EnumSchema reader) : ValueCopier
{
    private const int Unknown = -1;

    private readonly int[] _symbols =
        [.. writer.Symbols.Select(symbol => reader.Contains(symbol) ? reader.Ordinal(symbol) : reader.Default is { } otherwise ? reader.Ordinal(otherwise) : Unknown)];

    public override void Copy(ref AvroReader from, ref AvroWriter to)
    {
        var start = from.Position;
        var symbol = from.ReadEnumIndex(_symbols.Length);
        if (_symbols[symbol] == Unknown)
            throw AvroReaderErrors.NotResolvable($"the enum {reader.Fullname} has no symbol {writer[symbol]}, and no default.", start);

        to.WriteInt(_symbols[symbol]);
    }
}
