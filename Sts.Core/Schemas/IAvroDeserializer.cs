using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Sts.Core.Messaging;

namespace Sts.Core.Schemas;

/// <summary>
/// Turns message bytes in Confluent wire format into records; safe for concurrent use. Values written with another schema than the
/// record's are resolved to it by the rules of the Avro specification.
/// </summary>
/// <typeparam name="T">A generated record, or <see cref="Avro.Generic.GenericRecord"/>, which is read as it was written.</typeparam>
public interface IAvroDeserializer<T>
{
    /// <summary>
    /// Decodes a message's value without its headers. The first message with a schema asks the registry for it; the following ones
    /// complete synchronously.
    /// </summary>
    /// <exception cref="InvalidMessageException">The bytes can never be decoded; trying again is useless.</exception>
    /// <exception cref="SchemaRegistryException">
    /// The registry did not answer the question; with <see cref="SchemaRegistryException.IsTransient"/> trying later helps.
    /// </exception>
    ValueTask<T> DeserializeAsync(string topic, ReadOnlyMemory<byte> value, CancellationToken cancellationToken);

    /// <summary>Decodes a message's value or key, whose schema may be named in the message's headers.</summary>
    /// <inheritdoc cref="DeserializeAsync(string, ReadOnlyMemory{byte}, CancellationToken)"/>
    ValueTask<T> DeserializeAsync(ReadOnlyMemory<byte> value, SerializationContext context, CancellationToken cancellationToken);

    /// <summary>Decodes a message's value or key if its schema has been met before, and so without asking anybody.</summary>
    /// <returns>False when the schema is new; <see cref="DeserializeAsync(ReadOnlyMemory{byte}, SerializationContext, CancellationToken)"/> gets to know it.</returns>
    /// <exception cref="InvalidMessageException">The bytes can never be decoded; trying again is useless.</exception>
    bool TryDeserialize(ReadOnlySpan<byte> value, SerializationContext context, [MaybeNullWhen(false)] out T record);
}
