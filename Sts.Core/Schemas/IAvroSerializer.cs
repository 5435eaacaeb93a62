namespace Sts.Core.Schemas;

/// <summary>Turns values into message bytes in Confluent wire format; safe for concurrent use.</summary>
/// <typeparam name="T">A generated record.</typeparam>
public interface IAvroSerializer<T>
{
    /// <summary>
    /// Encodes a value for a topic. The first call for a topic registers the schema under the subject
    /// <c>&lt;topic&gt;-value</c>, or looks it up when <see cref="SchemaRegistryOptions.AutoRegisterSchemas"/> is off;
    /// the following ones complete synchronously.
    /// </summary>
    /// <exception cref="SchemaRegistryException">The registry can't be reached or refuses the schema.</exception>
    ValueTask<byte[]> SerializeAsync(string topic, T value, CancellationToken cancellationToken);
}
