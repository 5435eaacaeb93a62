using System.Collections.Concurrent;
using Sts.Core.Messaging;

namespace Sts.Core.Schemas;

internal sealed class AvroDeserializer<T>(ISchemaRegistryClient registry) : IAvroDeserializer<T>
    where T : class, IAvroRecord<T>
{
    private readonly ConcurrentDictionary<int, RecordReader<T>> _readers = new();
    private readonly ConcurrentDictionary<int, InvalidMessageException> _unresolvable = new();

    public ValueTask<T> DeserializeAsync(string topic, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        try
        {
            var id = WireFormat.ReadSchemaId(value.Span);
            return _readers.TryGetValue(id, out var reader)
                ? ValueTask.FromResult(Read(id, reader, value))
                : new ValueTask<T>(ReadFirstAsync(id, value, cancellationToken));
        }
        catch (InvalidMessageException e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    private static T Read(int id, RecordReader<T> reader, ReadOnlyMemory<byte> value)
    {
        try
        {
            return reader.Read(value);
        }
        catch (InvalidMessageException e)
        {
            throw Invalid(id, e.Message, e);
        }
    }

    private async Task<T> ReadFirstAsync(int id, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        Read(id, await GetReaderAsync(id, cancellationToken), value);

    private async Task<RecordReader<T>> GetReaderAsync(int id, CancellationToken cancellationToken)
    {
        if (_unresolvable.TryGetValue(id, out var reason))
            throw Invalid(id, reason.Message, reason);

        var schema = await GetSchemaAsync(id, cancellationToken);
        try
        {
            return _readers.GetOrAdd(id, RecordReader<T>.For(schema.SchemaString));
        }
        catch (InvalidMessageException e)
        {
            // The schema of an id never changes, so neither does this.
            _unresolvable[id] = e;
            throw Invalid(id, e.Message, e);
        }
    }

    // That an id is unknown is not remembered: it may be registered a moment later, and a message of it that was refused meanwhile would
    // be a dead letter for good.
    private async Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.GetSchemaAsync(id, cancellationToken);
        }
        catch (SchemaRegistryException e) when (e.ErrorCode == SchemaRegistryErrorCodes.SchemaNotFound)
        {
            throw Invalid(id, "The schema registry does not know this id. Was the message produced with another registry?", e);
        }
    }

    private static InvalidMessageException Invalid(int id, string reason, Exception? cause) =>
        new($"{reason} (schema id {id}, read as {T.AvroSchema.Fullname})", cause);
}
