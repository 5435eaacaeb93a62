using System.Text;
using Confluent.Kafka;
using Sts.Core.Messages;
using Sts.Core.Schemas;

namespace Sts.Benchmarks.Running;

/// <summary>Fills topics.</summary>
internal static class BacklogProducer
{
    private static readonly TimeSpan FullQueuePause = TimeSpan.FromMilliseconds(20);

    /// <summary>Produces messages as STS does, keyed by user, and waits until the broker has all of them.</summary>
    /// <exception cref="InvalidOperationException">The broker did not take a message.</exception>
    public static async Task<Backlog> ProduceAsync(
        KafkaServer kafka, string topic, IEnumerable<TranscriptionSegment> segments, IAvroSerializer<TranscriptionSegment> serializer, CancellationToken cancellationToken)
    {
        var config = new ProducerConfig(kafka.Client()) { Partitioner = Partitioner.Murmur2Random, LingerMs = 20, Acks = Acks.All, DeliveryReportFields = "none" };
        using var producer = new ProducerBuilder<byte[], byte[]>(config).Build();
        var before = Backlog.AtEnd(kafka, topic);
        var error = default(Error);
        foreach (var segment in segments)
        {
            var value = await serializer.SerializeAsync(topic, segment, cancellationToken);
            var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(segment.User), Value = value };
            while (!TryProduce(producer, topic, message, report => error = report.Error.IsError ? report.Error : error))
            {
                await Task.Delay(FullQueuePause, cancellationToken);
            }
        }

        producer.Flush(cancellationToken);
        return error is null
            ? before with { Partitions = [.. before.Partitions.Zip(Backlog.AtEnd(kafka, topic).Partitions, (start, end) => (start.End, end.End))] }
            : throw new InvalidOperationException($"{kafka.BootstrapServers} did not take all messages for {topic}: {error.Reason}");
    }

    private static bool TryProduce(
        IProducer<byte[], byte[]> producer, string topic, Message<byte[], byte[]> message, Action<DeliveryReport<byte[], byte[]>> delivered)
    {
        try
        {
            producer.Produce(topic, message, delivered);
            return true;
        }
        catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }
}
