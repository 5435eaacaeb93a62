using System.Runtime.CompilerServices;
using Confluent.Kafka;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Reads topics as they are at the moment, in no group and without having them created.</summary>
internal sealed class TopicScanner(KafkaCluster cluster)
{
    private const int ChunkSize = 500;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The topics that there are.</summary>
    public Task<IReadOnlySet<string>> ListAsync(CancellationToken cancellationToken) => RunAsync<IReadOnlySet<string>>(
        consumer => Metadata(consumer).Topics.Select(topic => topic.Topic).ToHashSet(), cancellationToken);

    /// <summary>Reads a topic from its beginning to where it ends now.</summary>
    public async IAsyncEnumerable<ConsumeResult<byte[]?, byte[]?>> ReadAsync(string topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var consumer = CreateConsumer();
        var ends = await Task.Run(() => Assign(consumer, topic), cancellationToken);
        while (ends.Count > 0)
        {
            foreach (var message in await Task.Run(() => ReadChunk(consumer, ends, topic), cancellationToken))
            {
                yield return message;
            }
        }
    }

    /// <summary>Reads one message; null when there is none at this offset.</summary>
    public Task<ConsumeResult<byte[]?, byte[]?>?> FindAsync(TopicPartitionOffset position, CancellationToken cancellationToken) => RunAsync(
        consumer =>
        {
            var partitions = Metadata(consumer).Topics.Single(topic => topic.Topic == position.Topic).Partitions;
            if (partitions.TrueForAll(partition => partition.PartitionId != position.Partition.Value))
            {
                return null;
            }

            var range = consumer.QueryWatermarkOffsets(position.TopicPartition, RequestTimeout);
            if (position.Offset.Value < range.Low.Value || position.Offset.Value >= range.High.Value)
            {
                return null;
            }

            consumer.Assign(position);
            var found = Consume(consumer, position.Topic);
            return !found.IsPartitionEOF && found.Offset == position.Offset ? found : null;
        },
        cancellationToken);

    private Task<TResult> RunAsync<TResult>(Func<IConsumer<byte[]?, byte[]?>, TResult> read, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var consumer = CreateConsumer();
            return read(consumer);
        },
        cancellationToken);

    private IConsumer<byte[]?, byte[]?> CreateConsumer()
    {
        var config = new ConsumerConfig
        {
            // Asked for by the client, but never joined.
            GroupId = "sts.dlq",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            // The embedded broker answers only when this time is over.
            FetchWaitMaxMs = 100,
        };
        return new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig(cluster.ClientConfig(config)))
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .Build();
    }

    // Of all topics, because an old broker creates a topic that is asked for by its name.
    private Metadata Metadata(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
            return admin.GetMetadata(RequestTimeout);
        }
        catch (KafkaException exception)
        {
            throw new KafkaException(new Error(
                exception.Error.Code,
                $"The broker at {cluster.BootstrapServers} does not answer ({exception.Error.Reason}). It is set by Kafka:BootstrapServers; "
                + "what it needs besides, such as security or an old version's properties, by Kafka:Properties."));
        }
    }

    private Dictionary<TopicPartition, long> Assign(IConsumer<byte[]?, byte[]?> consumer, string topic)
    {
        var ends = new Dictionary<TopicPartition, long>();
        foreach (var partition in Metadata(consumer).Topics.Single(found => found.Topic == topic).Partitions)
        {
            var topicPartition = new TopicPartition(topic, partition.PartitionId);
            var range = consumer.QueryWatermarkOffsets(topicPartition, RequestTimeout);
            if (range.High.Value > range.Low.Value)
            {
                ends[topicPartition] = range.High.Value;
            }
        }

        consumer.Assign(ends.Keys.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        return ends;
    }

    private static List<ConsumeResult<byte[]?, byte[]?>> ReadChunk(
        IConsumer<byte[]?, byte[]?> consumer, Dictionary<TopicPartition, long> ends, string topic)
    {
        var chunk = new List<ConsumeResult<byte[]?, byte[]?>>(ChunkSize);
        while (ends.Count > 0 && chunk.Count < ChunkSize)
        {
            var result = Consume(consumer, topic);
            if (!ends.TryGetValue(result.TopicPartition, out var end))
            {
                continue;
            }

            if (!result.IsPartitionEOF && result.Offset.Value < end)
            {
                chunk.Add(result);
            }

            // A log may end in offsets that are no messages, such as the marker of a transaction; then only its end is reported.
            if (result.IsPartitionEOF || result.Offset.Value >= end - 1)
            {
                ends.Remove(result.TopicPartition);
            }
        }

        return chunk;
    }

    private static ConsumeResult<byte[]?, byte[]?> Consume(IConsumer<byte[]?, byte[]?> consumer, string topic) =>
        consumer.Consume(ReadTimeout)
        ?? throw new KafkaException(new Error(ErrorCode.Local_TimedOut, $"{topic} can't be read to its end: the broker has sent nothing for {ReadTimeout.TotalSeconds:0} s."));
}
