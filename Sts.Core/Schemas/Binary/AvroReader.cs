using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

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

    // Deeper nesting is refused: it is recursion in whoever reads.
    private const int MaxDepth = 128;

    // Records that take no bytes let a schema demand work that no byte pays for.
    private const int FreeContainers = 10_000;
    private const int ContainersPerByte = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _depth;
    private long _containersLeft;
    private int _itemsLeft;

    /// <summary>Starts to read.</summary>
    /// <param name="bytes">The whole value, so that positions in messages are positions in the value.</param>
    /// <param name="position">The index of the first byte to read.</param>
    public AvroReader(ReadOnlySpan<byte> bytes, int position = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, bytes.Length);
        _bytes = bytes;
        Position = position;
        _containersLeft = FreeContainers + (long)ContainersPerByte * bytes.Length;
        _itemsLeft = bytes.Length;
    }

    /// <summary>The index of the next byte.</summary>
    public int Position { get; internal set; }

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
        // Lengths, branches and small numbers take one byte.
        if (Position < _bytes.Length && _bytes[Position] is < 0x80 and var only)
        {
            Position++;
            return (only >> 1) ^ -(only & 1);
        }

        return ReadLongOfSeveralBytes();
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
        return Ascii.IsValid(bytes) ? Encoding.Latin1.GetString(bytes) : DecodeUtf8(bytes, start);
    }

    /// <summary>Reads a <c>fixed</c>, without a copy.</summary>
    /// <param name="size">The size that the schema gives it.</param>
    public ReadOnlySpan<byte> ReadFixedSpan(int size) => Take(size);

    /// <summary>Reads a <c>string</c> as the bytes themselves, without a copy, once they are found to be UTF-8.</summary>
    public ReadOnlySpan<byte> ReadUtf8Span()
    {
        var start = Position;
        var bytes = ReadBytesSpan();
        return Utf8.IsValid(bytes) ? bytes : throw AvroReaderErrors.NotUtf8(exception: null, start);
    }

    /// <summary>Reads an <c>enum</c> as the index of its symbol.</summary>
    public int ReadEnumIndex(int symbols)
    {
        var start = Position;
        var index = ReadLong();
        return index >= 0 && index < symbols ? (int)index : throw AvroReaderErrors.NoSuchSymbol(index, symbols, start);
    }

    /// <summary>Reads the index of a union's branch.</summary>
    public int ReadUnionIndex(int branches)
    {
        var start = Position;
        var index = ReadLong();
        return index >= 0 && index < branches ? (int)index : throw AvroReaderErrors.NoSuchBranch(index, branches, start);
    }

    /// <summary>Reads the number of items in the next block of an array or map; 0 ends it.</summary>
    /// <remarks>
    /// A value has at most as many items as it has bytes: where each takes a byte it can't be otherwise, and of items that take none a
    /// few bytes could declare any number.
    /// </remarks>
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

        if (count < 0 || count > Remaining || count > _itemsLeft)
            throw AvroReaderErrors.BadBlock(count, start);

        _itemsLeft -= (int)count;
        return (int)count;
    }

    /// <summary>Reads an <c>array</c>.</summary>
    /// <typeparam name="TItem">The items' type; each takes at least one byte.</typeparam>
    /// <param name="readItem">Reads one item.</param>
    public TItem[] ReadArray<TItem>(AvroItemReader<TItem> readItem)
    {
        ArgumentNullException.ThrowIfNull(readItem);
        TItem[] items = [];
        var read = 0;
        for (var count = ReadBlockCount(); count > 0; count = ReadBlockCount())
        {
            // Nearly everybody writes a single block, which gives the array its size at once.
            Array.Resize(ref items, read == 0 ? count : Math.Max(read + count, 2 * read));
            for (var i = 0; i < count; i++)
                items[read++] = readItem(ref this);
        }

        Array.Resize(ref items, read);
        return items;
    }

    /// <summary>Moves over bytes that are of no interest.</summary>
    public void Skip(int length) => Take(length);

    /// <summary>Checks that everything has been read.</summary>
    public readonly void EnsureEnd()
    {
        if (Remaining > 0)
            throw AvroReaderErrors.TrailingBytes(Remaining, Position);
    }

    /// <summary>A record, an array or a map begins.</summary>
    internal void Enter()
    {
        if (++_depth > MaxDepth || --_containersLeft < 0)
            throw AvroReaderErrors.TooDeep(Position);
    }

    /// <summary>What began last ends.</summary>
    internal void Leave() => _depth--;

    private long ReadLongOfSeveralBytes()
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

    private static string DecodeUtf8(ReadOnlySpan<byte> bytes, int start)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw AvroReaderErrors.NotUtf8(e, start);
        }
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if ((ulong)length > (ulong)Remaining)
            throw AvroReaderErrors.Truncated(length, Remaining, Position);

        var taken = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }
}
