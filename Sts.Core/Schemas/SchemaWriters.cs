using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Avro;
using Confluent.Kafka;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas;

/// <summary>A serializer: puts a schema's id in front of what the record writes.</summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class SchemaWriters<T> : IAvroSerializer<T>
    where T : class
{
    // Most messages fit into it, and it costs nothing to have.
    private const int RoomOnStack = 512;

    public ValueTask<byte[]> SerializeAsync(string topic, T value, CancellationToken cancellationToken) =>
        SerializeAsync(value, new SerializationContext(MessageComponentType.Value, topic), cancellationToken);

    public ValueTask<byte[]> SerializeAsync(T value, SerializationContext context, CancellationToken cancellationToken) =>
        TrySerialize(value, context, out var bytes) ? ValueTask.FromResult(bytes) : new ValueTask<byte[]>(SerializeFirstAsync(value, context, cancellationToken));

    public bool TrySerialize(T value, SerializationContext context, [NotNullWhen(true)] out byte[]? bytes)
    {
        ArgumentNullException.ThrowIfNull(value);
        bytes = TargetsOf(value).Find(context) is { } target ? Encode(target, value) : null;
        return bytes is not null;
    }

    /// <summary>Where records of a value's schema are written.</summary>
    protected abstract WriteTargets TargetsOf(T value);

    /// <summary>The schema that a value is written with.</summary>
    protected abstract RecordSchema SchemaOf(T value);

    /// <summary>Writes a value with its schema.</summary>
    protected abstract void Write(T value, ref AvroWriter writer);

    private async Task<byte[]> SerializeFirstAsync(T value, SerializationContext context, CancellationToken cancellationToken) =>
        Encode(await TargetsOf(value).GetAsync(context, cancellationToken), value);

    // Nothing reads from the room on the stack but what was written to it.
    [SkipLocalsInit]
    private byte[] Encode(WriteTarget target, T value)
    {
        if (target.Latest is not null)
            return EncodeLatest(target, value);

        var writer = new AvroWriter(stackalloc byte[RoomOnStack]);
        try
        {
            writer.WriteHeader(target.SchemaId);
            Write(value, ref writer);
            return writer.ToArray();
        }
        finally
        {
            writer.Release();
        }
    }

    private byte[] EncodeLatest(WriteTarget target, T value)
    {
        using var result = MessageBuffer.Rent();
        using var own = MessageBuffer.Rent();
        var writer = new AvroWriter(own.Bytes);
        Write(value, ref writer);
        writer.Flush();
        var from = new AvroReader(own.Bytes.WrittenSpan);
        var to = new AvroWriter(result.Bytes);
        to.WriteHeader(target.SchemaId);
        try
        {
            target.Latest!.Copy(ref from, ref to);
        }
        catch (InvalidMessageException e)
        {
            var field = FieldPath.At(SchemaOf(value), own.Bytes.WrittenSpan, 0, e.Position ?? 0);
            throw WriteTargets.CantWrite(SchemaOf(value), $"the schema id {target.SchemaId}", $"the field {field} has a value that it has no room for.");
        }

        to.Flush();
        return result.Bytes.WrittenSpan.ToArray();
    }
}
