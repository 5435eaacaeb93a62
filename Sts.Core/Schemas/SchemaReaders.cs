using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas;

/// <summary>A deserializer: has a reader made for each schema that messages come with, and keeps it.</summary>
/// <param name="registry">Where schemas are looked up.</param>
/// <param name="recordName">What the values are read as.</param>
/// <param name="createReader">Makes the reader for a writer's schema.</param>
/// <typeparam name="T">The record.</typeparam>
internal abstract class SchemaReaders<T>(ISchemaRegistryClient registry, string recordName, Func<string, RecordReader<T>> createReader) : IAvroDeserializer<T>
    where T : class
{
    private readonly ConcurrentDictionary<SchemaKey, Known> _known = new();
    private readonly ConcurrentDictionary<SchemaKey, InvalidMessageException> _unresolvable = new();

    // Nearly all messages come with the schema of the one before.
    private volatile Known? _last;

    public ValueTask<T> DeserializeAsync(string topic, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        DeserializeAsync(value, new SerializationContext(MessageComponentType.Value, topic), cancellationToken);

    public ValueTask<T> DeserializeAsync(ReadOnlyMemory<byte> value, SerializationContext context, CancellationToken cancellationToken)
    {
        try
        {
            return TryDeserialize(value.Span, context, out var record)
                ? ValueTask.FromResult(record)
                : new ValueTask<T>(ReadFirstAsync(value, context, cancellationToken));
        }
        catch (InvalidMessageException e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    public bool TryDeserialize(ReadOnlySpan<byte> value, SerializationContext context, [MaybeNullWhen(false)] out T record)
    {
        var key = WireFormat.ReadSchemaKey(value, context, out var start);
        if (_last is { } last && last.Key == key)
        {
            record = Read(last, value, start);
            return true;
        }

        if (_known.TryGetValue(key, out var known))
        {
            _last = known;
            record = Read(known, value, start);
            return true;
        }

        record = null;
        return false;
    }

    private T Read(Known known, ReadOnlySpan<byte> value, int start)
    {
        try
        {
            return known.Reader.Read(value, start);
        }
        catch (InvalidMessageException e)
        {
            throw Invalid(known.Key, e, e.Position is { } position ? FieldPath.At(known.Reader.Writer, value, start, position) : null);
        }
    }

    private async Task<T> ReadFirstAsync(ReadOnlyMemory<byte> value, SerializationContext context, CancellationToken cancellationToken)
    {
        var key = WireFormat.ReadSchemaKey(value.Span, context, out var start);
        return Read(await GetKnownAsync(key, cancellationToken), value.Span, start);
    }

    private async Task<Known> GetKnownAsync(SchemaKey key, CancellationToken cancellationToken)
    {
        if (_unresolvable.TryGetValue(key, out var reason))
            throw Invalid(key, reason);

        var schema = await GetSchemaAsync(key, cancellationToken);
        try
        {
            var text = await registry.ResolveReferencesAsync(schema, cancellationToken);
            return _known.GetOrAdd(key, new Known(key, createReader(text)));
        }
        catch (Exception e) when (e is not (SchemaRegistryException or OperationCanceledException))
        {
            // The schema of an id never changes, so neither does this. Apache.Avro refuses schemas in several ways.
            var invalid = e as InvalidMessageException ?? new InvalidMessageException($"The schema of the value is invalid: {e.Message}", e);
            throw Invalid(key, _unresolvable[key] = invalid);
        }
    }

    // That an id is unknown is not remembered: it may be registered a moment later, and a message of it that was refused meanwhile would
    // be a dead letter for good.
    private async Task<SchemaDefinition> GetSchemaAsync(SchemaKey key, CancellationToken cancellationToken)
    {
        try
        {
            return key.IsGuid ? await registry.GetSchemaByGuidAsync(key.Guid, cancellationToken) : await registry.GetSchemaAsync(key.Id, cancellationToken);
        }
        catch (SchemaRegistryException e) when (e.ErrorCode == SchemaRegistryErrorCodes.SchemaNotFound)
        {
            throw Invalid(key, new InvalidMessageException("The schema registry does not know this id. Was the message produced with another registry?", e));
        }
    }

    private InvalidMessageException Invalid(SchemaKey key, InvalidMessageException reason, string? field = null) => new(
        $"{reason.Message} (schema id {key}, read as {recordName}{(field is null ? "" : $", field {field}")})", reason.InnerException)
    {
        SchemaId = $"{key}",
        Field = field,
        Position = reason.Position,
    };

    private sealed record Known(SchemaKey Key, RecordReader<T> Reader);
}
