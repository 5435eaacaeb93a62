using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sts.Core.Schemas.Binary;

/// <summary>
/// Writes Avro's binary encoding into a buffer. Lone surrogates in strings, which UTF-8 can't express, become U+FFFD. Ask for
/// <see cref="Flush"/> at the end. Source: Apache Avro specification, "Binary Encoding".
/// </summary>
public ref struct AvroWriter
{
    private const int LongestVarint = 10;
    private const int LongestUtf8 = 3;

    // Up to here it is cheaper to leave room for the longest encoding than to look through the text for its length first.
    private const int ShortText = 512;

    private IBufferWriter<byte>? _output;
    private MessageBuffer? _rented;
    private Span<byte> _free;

    // Asking the output for room at every value would cost more than writing most values does.
    private int _used;

    /// <summary>Starts to write.</summary>
    /// <param name="output">Where to.</param>
    public AvroWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _free = output.GetSpan();
    }

    /// <summary>Starts to write into room that is at hand. When it is full, the thread's buffer takes over until <see cref="Release"/>.</summary>
    internal AvroWriter(Span<byte> room) => _free = room;

    /// <summary>Writes a <c>boolean</c>.</summary>
    public void WriteBoolean(bool value)
    {
        Reserve(1)[0] = value ? (byte)1 : (byte)0;
        _used++;
    }

    /// <summary>Writes an <c>int</c>.</summary>
    public void WriteInt(int value) => WriteLong(value);

    /// <summary>Writes a <c>long</c>: zig-zag, in groups of seven bits, the lowest first.</summary>
    public void WriteLong(long value)
    {
        var room = Reserve(LongestVarint);
        var bits = (ulong)((value << 1) ^ (value >> 63));
        if (bits < 0x80)
        {
            // Lengths, branches and small numbers take one byte.
            room[0] = (byte)bits;
            _used++;
            return;
        }

        _used += Encode(room, bits);
    }

    /// <summary>Writes a <c>float</c>.</summary>
    public void WriteFloat(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Reserve(sizeof(float)), value);
        _used += sizeof(float);
    }

    /// <summary>Writes a <c>double</c>.</summary>
    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Reserve(sizeof(double)), value);
        _used += sizeof(double);
    }

    /// <summary>Writes <c>bytes</c>.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteLong(value.Length);
        WriteFixed(value);
    }

    /// <summary>Writes a <c>fixed</c>: the bytes alone, as many as its schema says.</summary>
    public void WriteFixed(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        _used += value.Length;
    }

    /// <summary>Writes a <c>string</c>.</summary>
    public void WriteString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > ShortText)
        {
            var length = Encoding.UTF8.GetByteCount(value);
            WriteLong(length);
            var exactly = Reserve(length);
            _used += Encoding.UTF8.GetBytes(value, exactly);
            return;
        }

        // Most texts have a byte for each character, so the length gets the room that it takes then, and the text moves where that is wrong.
        var room = Reserve(LongestVarint + LongestUtf8 * value.Length);
        var guess = LengthOf(value.Length);
        var written = Encoding.UTF8.GetBytes(value, room[guess..]);
        var prefix = LengthOf(written);
        if (prefix != guess)
            room.Slice(guess, written).CopyTo(room[prefix..]);

        _used += Encode(room, (ulong)written << 1) + written;
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
            foreach (var item in items)
                writeItem(ref this, item);
        }

        WriteLong(0);
    }

    /// <summary>Hands what was written to the output, which has not seen all of it until then.</summary>
    public void Flush()
    {
        _output?.Advance(_used);
        _free = [];
        _used = 0;
    }

    /// <summary>A copy of what was written into room at hand.</summary>
    internal byte[] ToArray()
    {
        if (_rented is null)
            return _free[.._used].ToArray();

        Flush();
        return _rented.Bytes.WrittenSpan.ToArray();
    }

    /// <summary>Gives the thread's buffer back.</summary>
    internal readonly void Release() => _rented?.Dispose();

    /// <summary>Writes the framing of a message.</summary>
    internal void WriteHeader(int schemaId)
    {
        WireFormat.WriteHeader(Reserve(WireFormat.HeaderLength), schemaId);
        _used += WireFormat.HeaderLength;
    }

    private Span<byte> Reserve(int size)
    {
        if (_free.Length - _used < size)
            Grow(size);

        return _free[_used..];
    }

    private void Grow(int size)
    {
        if (_output is null)
        {
            _rented = MessageBuffer.Rent();
            _output = _rented.Bytes;
            _output.Write(_free[.._used]);
            _used = 0;
        }

        Flush();
        _free = _output.GetSpan(size);
    }

    // Of the length of a short text.
    private static int LengthOf(int length) => length < 1 << 6 ? 1 : 2;

    private static int Encode(Span<byte> destination, ulong bits)
    {
        var length = 0;
        for (; bits >= 0x80; bits >>= 7)
            destination[length++] = (byte)(bits | 0x80);

        destination[length++] = (byte)bits;
        return length;
    }
}
