using System.Collections.Concurrent;
using Sts.Core.Messaging;

namespace Sts.Core.Schemas;

internal sealed class AvroDeserializer<T>(ISchemaRegistryClient registry, TimeProvider time) : IAvroDeserializer<T>
    where T : class, IAvroRecord<T>
{
    /// <summary>How long an id that the registry does not know is not asked for again: it may be registered a moment later.</summary>
    internal static readonly TimeSpan UnknownIdLifetime = TimeSpan.FromSeconds(3);

    private const int MaxUnknownIds = 1000;

    private readonly ConcurrentDictionary<int, RecordReader<T>> _readers = new();
    private readonly ConcurrentDictionary<int, InvalidMessageException> _unresolvable = new();
    private readonly ConcurrentDictionary<int, long> _unknown = new();

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

    private async Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken)
    {
        if (_unknown.TryGetValue(id, out var since) && time.GetElapsedTime(since) < UnknownIdLifetime)
            throw UnknownId(id, null);

        try
        {
            var schema = await registry.GetSchemaAsync(id, cancellationToken);
            _unknown.TryRemove(id, out _);
            return schema;
        }
        catch (SchemaRegistryException e) when (e.ErrorCode == SchemaRegistryErrorCodes.SchemaNotFound)
        {
            // Ids come from outside, so what we remember of them is bounded.
            if (_unknown.Count >= MaxUnknownIds)
                _unknown.Clear();

            _unknown[id] = time.GetTimestamp();
            throw UnknownId(id, e);
        }
    }

    private static InvalidMessageException UnknownId(int id, Exception? cause) =>
        Invalid(id, "The schema registry does not know this id. Was the message produced with another registry?", cause);

    private static InvalidMessageException Invalid(int id, string reason, Exception? cause) =>
        new($"{reason} (schema id {id}, read as {T.AvroSchema.Fullname})", cause);
}
