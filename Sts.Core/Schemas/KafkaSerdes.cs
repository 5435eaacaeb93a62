using Confluent.Kafka;

namespace Sts.Core.Schemas;

/// <summary>Gives the serializers to Confluent's own client: to a <c>ProducerBuilder</c> and a <c>ConsumerBuilder</c>.</summary>
public static class KafkaSerdes
{
    /// <summary>For a producer that awaits: <c>SetValueSerializer(serializer.ForKafkaAsync())</c>. A null record is a null value.</summary>
    public static IAsyncSerializer<T> ForKafkaAsync<T>(this IAvroSerializer<T> serializer)
        where T : class => new AsyncSerializer<T>(serializer);

    /// <summary>
    /// For any producer: <c>SetValueSerializer(serializer.ForKafka())</c>. A null record is a null value. Only the first record of a topic
    /// makes the calling thread wait for the registry.
    /// </summary>
    public static ISerializer<T> ForKafka<T>(this IAvroSerializer<T> serializer)
        where T : class => new SyncSerializer<T>(serializer);

    /// <summary>
    /// For any consumer: <c>SetValueDeserializer(deserializer.ForKafka())</c>. A null value is a null record. Only the first message with a
    /// schema makes the calling thread wait for the registry.
    /// </summary>
    public static IDeserializer<T> ForKafka<T>(this IAvroDeserializer<T> deserializer)
        where T : class => new SyncDeserializer<T>(deserializer);

    private sealed class AsyncSerializer<T>(IAvroSerializer<T> serializer) : IAsyncSerializer<T>
        where T : class
    {
        public Task<byte[]> SerializeAsync(T data, SerializationContext context) =>
            data is null ? Task.FromResult<byte[]>(null!) : serializer.SerializeAsync(data, context, CancellationToken.None).AsTask();
    }

    private sealed class SyncSerializer<T>(IAvroSerializer<T> serializer) : ISerializer<T>
        where T : class
    {
        public byte[] Serialize(T data, SerializationContext context)
        {
            if (data is null)
                return null!;

            return serializer.TrySerialize(data, context, out var bytes)
                ? bytes
                : WaitFor(() => serializer.SerializeAsync(data, context, CancellationToken.None));
        }
    }

    private sealed class SyncDeserializer<T>(IAvroDeserializer<T> deserializer) : IDeserializer<T>
        where T : class
    {
        public T Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            if (isNull)
                return null!;

            if (deserializer.TryDeserialize(data, context, out var record))
                return record;

            var copy = data.ToArray();
            return WaitFor(() => deserializer.DeserializeAsync(copy, context, CancellationToken.None));
        }
    }

    // On another thread, so that what continues after the answer never needs the one that waits here.
    private static TResult WaitFor<TResult>(Func<ValueTask<TResult>> ask) => Task.Run(() => ask().AsTask()).GetAwaiter().GetResult();
}
