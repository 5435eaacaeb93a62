using System.Runtime.CompilerServices;
using Avro;
using Avro.IO;

namespace Sts.Core.Schemas.Binary;

/// <summary>
/// Apache.Avro's decoder interface over <see cref="AvroReader"/>, for values that need schema resolution. Apache.Avro's own
/// decoder skips beyond the end without noticing, and lets a few bytes declare millions of items or nest without limit.
/// </summary>
/// <param name="value">The whole message value.</param>
/// <param name="position">The index of the first byte to read.</param>
internal sealed class CheckedDecoder(ReadOnlyMemory<byte> value, int position) : Decoder
{
    private readonly int _maxItems = value.Length;
    private long _items;

    public int Position { get; private set; } = position;

    public void ReadNull()
    {
        // A null takes no bytes.
    }

    public bool ReadBoolean() => Read(static (ref r) => r.ReadBoolean());

    public int ReadInt() => Read(static (ref r) => r.ReadInt());

    public long ReadLong() => Read(static (ref r) => r.ReadLong());

    public float ReadFloat() => Read(static (ref r) => r.ReadFloat());

    public double ReadDouble() => Read(static (ref r) => r.ReadDouble());

    public byte[] ReadBytes() => Read(static (ref r) => r.ReadBytes());

    public string ReadString() => Read(static (ref r) => r.ReadString());

    public int ReadEnum() => ReadInt();

    public long ReadArrayStart() => ReadBlock();

    public long ReadArrayNext() => ReadBlock();

    public long ReadMapStart() => ReadBlock();

    public long ReadMapNext() => ReadBlock();

    public int ReadUnionIndex()
    {
        EnsureStack();
        return ReadInt();
    }

    public void ReadFixed(byte[] buffer) => ReadFixed(buffer, 0, buffer.Length);

    public void ReadFixed(byte[] buffer, int start, int length)
    {
        var from = Position;
        SkipFixed(length);
        value.Span.Slice(from, length).CopyTo(buffer.AsSpan(start));
    }

    // Logical types are taken off the writer's schema when it is parsed (see SchemaText), so nobody asks for one.
    public object ReadLogicalTypeValue(LogicalSchema schema) => throw new NotSupportedException();

    public void SkipNull() => ReadNull();

    public void SkipBoolean() => ReadBoolean();

    public void SkipInt() => ReadInt();

    public void SkipLong() => ReadLong();

    public void SkipFloat() => SkipFixed(sizeof(float));

    public void SkipDouble() => SkipFixed(sizeof(double));

    public void SkipBytes() => Read(static (ref r) => r.ReadBytesSpan().Length);

    public void SkipString() => SkipBytes();

    public void SkipEnum() => ReadInt();

    public void SkipUnionIndex() => ReadUnionIndex();

    public void SkipFixed(int len)
    {
        var reader = new AvroReader(value.Span, Position);
        reader.Skip(len);
        Position = reader.Position;
    }

    // Items of which each takes at least a byte can't be more than the value has bytes; others (null, empty records) would
    // let a short message keep us busy for hours.
    private long ReadBlock()
    {
        EnsureStack();
        var start = Position;
        var count = Read(static (ref r) => r.ReadBlockCount());
        _items += count;
        return _items <= _maxItems ? count : throw AvroReaderErrors.BadBlock(count, start);
    }

    // Nesting in the bytes is recursion in the reader, and always goes through a union, an array or a map.
    private void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw AvroReaderErrors.TooDeep(Position);
    }

    private T Read<T>(AvroItemReader<T> read)
    {
        var reader = new AvroReader(value.Span, Position);
        var result = read(ref reader);
        Position = reader.Position;
        return result;
    }
}
