using Avro;
using Confluent.Kafka;
using Sts.Core.Schemas;

namespace Sts.Benchmarks.Avro;

/// <summary>A record, and the two ways to encode and decode it.</summary>
internal abstract class CodecPair : IDisposable
{
    /// <summary>What the record is called.</summary>
    public abstract string Name { get; }

    /// <summary>The bytes that the record itself takes once it is decoded: it, and its strings.</summary>
    public abstract double RecordBytes { get; }

    /// <summary>The bytes of the message, with its framing.</summary>
    public abstract int MessageBytes { get; }

    public abstract void Decode(int times);

    public abstract void Encode(int times);

    public abstract void DecodeWithApache(int times);

    public abstract void EncodeWithApache(int times);

    public abstract void Dispose();

    /// <summary>Prepares both.</summary>
    /// <exception cref="InvalidOperationException">They don't write the same bytes.</exception>
    public static async Task<CodecPair> CreateAsync<T, TApache>(
        string topic, T record, Schema schema, Func<T> copy, IAvroSerializer<T> serializer, IAvroDeserializer<T> deserializer, CancellationToken cancellationToken)
        where T : class
        where TApache : ApacheRecord, new()
    {
        var message = await serializer.SerializeAsync(topic, record, cancellationToken);
        if (!record.Equals(await deserializer.DeserializeAsync(topic, message, cancellationToken)))
            throw new InvalidOperationException($"{typeof(T).Name} is not read as it was written.");

        var data = message[WireFormat.HeaderLength..];
        var apache = new ApacheCodec<TApache>(schema, data);
        return apache.Encode(apache.Decode()).AsSpan().SequenceEqual(data)
            ? new Of<T, TApache>(topic, record, message, copy, serializer, deserializer, apache)
            : throw new InvalidOperationException($"Apache.Avro writes {typeof(T).Name} with other bytes than we do.");
    }

    private sealed class Of<T, TApache>(
        string topic, T record, byte[] message, Func<T> copy, IAvroSerializer<T> serializer, IAvroDeserializer<T> deserializer, ApacheCodec<TApache> apache) : CodecPair
        where T : class
        where TApache : ApacheRecord, new()
    {
        private readonly SerializationContext _context = new(MessageComponentType.Value, topic);
        private readonly TApache _apacheRecord = apache.Decode();

        public override string Name => typeof(T).Name;

        public override double RecordBytes { get; } = CodecMeter.Measure(1_000, times =>
        {
            for (var i = 0; i < times; i++)
                GC.KeepAlive(copy());
        }).Bytes;

        public override int MessageBytes => message.Length;

        public override void Decode(int times)
        {
            for (var i = 0; i < times; i++)
                deserializer.TryDeserialize(message, _context, out _);
        }

        public override void Encode(int times)
        {
            for (var i = 0; i < times; i++)
                serializer.TrySerialize(record, _context, out _);
        }

        public override void DecodeWithApache(int times)
        {
            for (var i = 0; i < times; i++)
                apache.Decode();
        }

        public override void EncodeWithApache(int times)
        {
            for (var i = 0; i < times; i++)
                apache.Encode(_apacheRecord);
        }

        public override void Dispose() => apache.Dispose();
    }
}
