using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas;

internal sealed class AvroSerializer<T>(ISchemaRegistryClient registry, IOptions<SchemaRegistryOptions> options) : IAvroSerializer<T>
    where T : class, IAvroRecord<T>
{
    // A record that is larger than this must not keep its buffer alive on every thread of the pool.
    private const int MaxKeptBuffer = 64 * 1024;

    private static readonly SchemaDefinition Definition = new(T.AvroSchema.ToString());

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly ConcurrentDictionary<string, int> _ids = new();

    public ValueTask<byte[]> SerializeAsync(string topic, T value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        return _ids.TryGetValue(topic, out var id)
            ? ValueTask.FromResult(Encode(id, value))
            : new ValueTask<byte[]>(SerializeFirstAsync(topic, value, cancellationToken));
    }

    private async Task<byte[]> SerializeFirstAsync(string topic, T value, CancellationToken cancellationToken)
    {
        var subject = WireFormat.SubjectFor(topic);
        var id = options.Value.AutoRegisterSchemas
            ? await registry.RegisterSchemaAsync(subject, Definition, cancellationToken: cancellationToken)
            : await registry.GetSchemaIdAsync(subject, Definition, cancellationToken: cancellationToken);

        _ids[topic] = id;
        return Encode(id, value);
    }

    private static byte[] Encode(int id, T value)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(256);
        _buffer = null; // should writing fail, the half-written buffer is dropped
        WireFormat.WriteHeader(buffer.GetSpan(WireFormat.HeaderLength), id);
        buffer.Advance(WireFormat.HeaderLength);
        var writer = new AvroWriter(buffer);
        value.Write(ref writer);
        var bytes = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= MaxKeptBuffer)
        {
            buffer.ResetWrittenCount();
            _buffer = buffer;
        }

        return bytes;
    }
}
