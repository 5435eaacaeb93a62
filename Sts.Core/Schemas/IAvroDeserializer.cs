using Sts.Core.Messaging;

namespace Sts.Core.Schemas;

/// <summary>Turns message bytes in Confluent wire format into values; safe for concurrent use.</summary>
/// <typeparam name="T">A generated record.</typeparam>
public interface IAvroDeserializer<T>
{
    /// <summary>
    /// Decodes a value. The first message with a schema id asks the registry for the schema; the following ones complete
    /// synchronously. A value written with another schema than the record's is resolved to it by the rules of the Avro
    /// specification.
    /// </summary>
    /// <exception cref="InvalidMessageException">The bytes can never be decoded; trying again is useless.</exception>
    /// <exception cref="SchemaRegistryException">
    /// The registry did not answer the question; with <see cref="SchemaRegistryException.IsTransient"/> trying later helps.
    /// </exception>
    ValueTask<T> DeserializeAsync(string topic, ReadOnlyMemory<byte> value, CancellationToken cancellationToken);
}
