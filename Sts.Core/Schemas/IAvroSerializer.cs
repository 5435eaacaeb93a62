using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace Sts.Core.Schemas;

/// <summary>Turns records into message bytes in Confluent wire format; safe for concurrent use.</summary>
/// <typeparam name="T">A generated record, or <see cref="Avro.Generic.GenericRecord"/>.</typeparam>
public interface IAvroSerializer<T>
{
    /// <summary>
    /// Encodes a message's value for a topic. The first call for a topic and a schema registers the schema, or looks it up when
    /// <see cref="SchemaRegistryOptions.AutoRegisterSchemas"/> is off, or asks for the newest version with
    /// <see cref="SchemaRegistryOptions.UseLatestVersion"/>; the following ones complete synchronously.
    /// </summary>
    /// <exception cref="SchemaRegistryException">
    /// The registry can't be reached or refuses the schema, or the record can't be written with the newest version.
    /// </exception>
    /// <exception cref="Avro.AvroTypeException">A generic record does not hold what its schema says.</exception>
    ValueTask<byte[]> SerializeAsync(string topic, T value, CancellationToken cancellationToken);

    /// <summary>Encodes a message's value or key.</summary>
    /// <inheritdoc cref="SerializeAsync(string, T, CancellationToken)"/>
    ValueTask<byte[]> SerializeAsync(T value, SerializationContext context, CancellationToken cancellationToken);

    /// <summary>Encodes a message's value or key if its schema's id is known, and so without asking anybody.</summary>
    /// <returns>False when it is not; <see cref="SerializeAsync(T, SerializationContext, CancellationToken)"/> gets to know it.</returns>
    /// <inheritdoc cref="SerializeAsync(string, T, CancellationToken)"/>
    bool TrySerialize(T value, SerializationContext context, [NotNullWhen(true)] out byte[]? bytes);
}
