using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sts.Core.Schemas.Binary;

/// <summary>
/// Writes Avro's binary encoding into a buffer. Lone surrogates in strings, which UTF-8 can't express, become U+FFFD.
/// Source: Apache Avro specification, "Binary Encoding".
/// </summary>
/// <param name="output">Where to.</param>
public readonly ref struct AvroWriter(IBufferWriter<byte> output)
{
    private const int LongestVarint = 10;

    /// <summary>Writes a <c>boolean</c>.</summary>
    public void WriteBoolean(bool value)
    {
        output.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        output.Advance(1);
    }

    /// <summary>Writes an <c>int</c>.</summary>
    public void WriteInt(int value) => WriteLong(value);

    /// <summary>Writes a <c>long</c>: zig-zag, in groups of seven bits, the lowest first.</summary>
    public void WriteLong(long value) => output.Advance(EncodeLong(output.GetSpan(LongestVarint), value));

    /// <summary>Writes a <c>float</c>.</summary>
    public void WriteFloat(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(output.GetSpan(sizeof(float)), value);
        output.Advance(sizeof(float));
    }

    /// <summary>Writes a <c>double</c>.</summary>
    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
    }

    /// <summary>Writes <c>bytes</c>.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteLong(value.Length);
        output.Write(value);
    }

    /// <summary>Writes a <c>string</c>.</summary>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var length = Encoding.UTF8.GetByteCount(value);
        var span = output.GetSpan(LongestVarint + length);
        var prefix = EncodeLong(span, length);
        output.Advance(prefix + Encoding.UTF8.GetBytes(value, span[prefix..]));
    }

    /// <summary>Writes the index of a union's branch.</summary>
    public void WriteUnionIndex(int index) => WriteLong(index);

    /// <summary>Writes an <c>array</c> in one block.</summary>
    public void WriteArray<TItem>(TItem[] items, AvroItemWriter<TItem> writeItem)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(writeItem);
        if (items.Length > 0)
        {
            WriteLong(items.Length);
            var writer = this;
            foreach (var item in items)
                writeItem(ref writer, item);
        }

        WriteLong(0);
    }

    private static int EncodeLong(Span<byte> destination, long value)
    {
        var bits = (ulong)((value << 1) ^ (value >> 63));
        var length = 0;
        for (; bits >= 0x80; bits >>= 7)
            destination[length++] = (byte)(bits | 0x80);

        destination[length++] = (byte)bits;
        return length;
    }
}
