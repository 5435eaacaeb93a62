using Avro;
using Avro.IO;
using Avro.Specific;

namespace Sts.Benchmarks.Avro;

/// <summary>
/// Apache.Avro's specific reader and writer at their best: they, their streams and their coders are made once and used again, which is only
/// possible where one thread has them to itself.
/// </summary>
internal sealed class ApacheCodec<T> : IDisposable
    where T : ApacheRecord, new()
{
    private readonly SpecificDatumReader<T> _reader;
    private readonly SpecificDatumWriter<T> _writer;
    private readonly MemoryStream _input;
    private readonly BinaryDecoder _decoder;
    private readonly MemoryStream _output = new();
    private readonly BinaryEncoder _encoder;

    /// <param name="schema">The schema.</param>
    /// <param name="data">The Avro data that is decoded, without framing.</param>
    public ApacheCodec(Schema schema, byte[] data)
    {
        _reader = new SpecificDatumReader<T>(schema, schema);
        _writer = new SpecificDatumWriter<T>(schema);
        _input = new MemoryStream(data, writable: false);
        _decoder = new BinaryDecoder(_input);
        _encoder = new BinaryEncoder(_output);
    }

    public T Decode()
    {
        _input.Position = 0;
        return _reader.Read(null!, _decoder);
    }

    public byte[] Encode(T record)
    {
        _output.SetLength(0);
        _writer.Write(record, _encoder);
        return _output.ToArray();
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }
}
