using System.Buffers.Binary;
using System.Text;

namespace Sts.Core.Schemas.Binary;

/// <summary>
/// Reads Avro's binary encoding from a span. It trusts nothing: every length is checked against the bytes that are left
/// before anything is allocated, text must be UTF-8, and every failure is an
/// <see cref="Messaging.InvalidMessageException"/> which names the position.
/// Source: Apache Avro specification, "Binary Encoding".
/// </summary>
public ref struct AvroReader
{
    // Throws on invalid bytes instead of replacing them: what can't be read as it was written is not stored as something else.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Starts to read.</summary>
    /// <param name="bytes">The whole value, so that positions in messages are positions in the value.</param>
    /// <param name="position">The index of the first byte to read.</param>
    public AvroReader(ReadOnlySpan<byte> bytes, int position = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, bytes.Length);
        _bytes = bytes;
        Position = position;
    }

    /// <summary>The index of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>The number of bytes that are left.</summary>
    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Reads a <c>boolean</c>.</summary>
    public bool ReadBoolean()
    {
        var start = Position;
        return Take(1)[0] switch
        {
            0 => false,
            1 => true,
            var other => throw AvroReaderErrors.NotABoolean(other, start),
        };
    }

    /// <summary>Reads an <c>int</c>.</summary>
    public int ReadInt()
    {
        var start = Position;
        var value = ReadLong();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw AvroReaderErrors.NotAnInt(value, start);
    }

    /// <summary>Reads a <c>long</c>: zig-zag, in groups of seven bits, the lowest first.</summary>
    public long ReadLong()
    {
        var bits = 0UL;
        var start = Position;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position == _bytes.Length)
                throw AvroReaderErrors.Truncated(1, 0, Position);

            var next = _bytes[Position++];
            if (shift == 63 && next > 1)
                break;

            bits |= (next & 0x7FUL) << shift;
            if (next < 0x80)
                return (long)(bits >> 1) ^ -(long)(bits & 1);
        }

        throw AvroReaderErrors.NotALong(start);
    }

    /// <summary>Reads a <c>float</c>.</summary>
    public float ReadFloat() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    /// <summary>Reads a <c>double</c>.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>Reads <c>bytes</c>.</summary>
    public byte[] ReadBytes() => ReadBytesSpan().ToArray();

    /// <summary>Reads <c>bytes</c> or a <c>string</c> as the bytes themselves, without a copy.</summary>
    public ReadOnlySpan<byte> ReadBytesSpan()
    {
        var start = Position;
        var length = ReadLong();
        if (length < 0)
            throw AvroReaderErrors.NegativeLength(length, start);

        return Take(length);
    }

    /// <summary>Reads a <c>string</c>.</summary>
    public string ReadString()
    {
        var start = Position;
        var bytes = ReadBytesSpan();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw AvroReaderErrors.NotUtf8(e, start);
        }
    }

    /// <summary>Reads the index of a union's branch.</summary>
    public int ReadUnionIndex(int branches)
    {
        var start = Position;
        var index = ReadLong();
        return index >= 0 && index < branches ? (int)index : throw AvroReaderErrors.NoSuchBranch(index, branches, start);
    }

    /// <summary>Reads the number of items in the next block of an array or map; 0 ends it.</summary>
    /// <remarks>A count that is larger than the bytes left is refused, since every item takes at least one byte.</remarks>
    public int ReadBlockCount()
    {
        var start = Position;
        var count = ReadLong();
        if (count < 0)
        {
            // A negative count is followed by the size of the block in bytes, for those who want to skip it.
            var size = ReadLong();
            if (size < 0 || size > Remaining)
                throw AvroReaderErrors.BadBlock(count, start);

            count = unchecked(-count);
        }

        return count >= 0 && count <= Remaining ? (int)count : throw AvroReaderErrors.BadBlock(count, start);
    }

    /// <summary>Reads an <c>array</c>.</summary>
    /// <typeparam name="TItem">The items' type; each takes at least one byte.</typeparam>
    /// <param name="readItem">Reads one item.</param>
    public TItem[] ReadArray<TItem>(AvroItemReader<TItem> readItem)
    {
        ArgumentNullException.ThrowIfNull(readItem);
        var items = new List<TItem>();
        for (var count = ReadBlockCount(); count > 0; count = ReadBlockCount())
            for (var i = 0; i < count; i++)
                items.Add(readItem(ref this));

        return [.. items];
    }

    /// <summary>Moves over bytes that are of no interest.</summary>
    public void Skip(int length) => Take(length);

    /// <summary>Checks that everything has been read.</summary>
    public readonly void EnsureEnd()
    {
        if (Remaining > 0)
            throw AvroReaderErrors.TrailingBytes(Remaining, Position);
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length > Remaining)
            throw AvroReaderErrors.Truncated(length, Remaining, Position);

        var taken = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }
}
