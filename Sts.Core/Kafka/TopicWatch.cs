using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Core.Kafka;

/// <summary>Reads all partitions of a topic, from shortly before their ends, with a consumer that is a member of no group.</summary>
internal sealed partial class TopicWatch<TMessage>(
    KafkaCluster cluster, IAvroDeserializer<TMessage> deserializer, TimeProvider time, ILogger<TopicWatch<TMessage>> logger) : ITopicWatch<TMessage>
    where TMessage : class
{
    /// <summary>How often to look for partitions that were added.</summary>
    internal static readonly TimeSpan PartitionsInterval = TimeSpan.FromMinutes(1);

    internal static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>Of a partition's last messages, how many may be from the moment in which the watch began.</summary>
    private const int RecentMessages = 1_000;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConsumeTimeout = TimeSpan.FromMilliseconds(100);

    public async Task WatchAsync(
        string topic, Func<bool> isWanted, Func<TMessage, bool> isRecent, Action<TMessage> heard, CancellationToken cancellationToken)
    {
        var watch = new Watch(topic, isWanted, isRecent, heard);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Factory.StartNew(
                    () => ReadAsync(watch, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            }
            catch (KafkaException exception)
            {
                if (!watch.IsInterrupted)
                {
                    LogCannotWatch(exception, topic, RetryDelay);
                }

                watch.IsInterrupted = true;
            }

            await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until it is cancelled, or as long as nobody has written to the topic yet.</summary>
    private async Task ReadAsync(Watch watch, CancellationToken cancellationToken)
    {
        using var consumer = CreateConsumer(watch.Topic);
        consumer.Assign(watch.Positions);
        long? looked = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (looked is null || time.GetElapsedTime(looked.Value) >= PartitionsInterval)
            {
                looked = time.GetTimestamp();
                if (Extend(watch, consumer))
                {
                    consumer.Assign(watch.Positions);
                }

                watch.IsInterrupted = false;
            }

            if (watch.IsEmpty)
            {
                return;
            }

            if (consumer.Consume(ConsumeTimeout) is { } message)
            {
                await HearAsync(watch, message, cancellationToken);
            }
        }
    }

    private async Task HearAsync(Watch watch, ConsumeResult<Ignore, byte[]?> message, CancellationToken cancellationToken)
    {
        var isNew = watch.Pass(message.Partition, message.Offset);
        if (message.Message.Value is not { } value || !watch.IsWanted())
        {
            return;
        }

        try
        {
            var record = await deserializer.DeserializeAsync(watch.Topic, value, cancellationToken);
            if (isNew || watch.IsRecent(record))
            {
                watch.Heard(record);
            }
        }
        catch (Exception exception) when (exception is InvalidMessageException or SchemaRegistryException)
        {
            LogUnreadable(exception, watch.Topic); // Whoever has to deal with it reports it, too.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody wants to hear it any more.
        }
    }

    /// <returns>Whether there are partitions that were not watched before.</returns>
    private static bool Extend(Watch watch, IConsumer<Ignore, byte[]?> consumer)
    {
        var added = FindPartitions(watch, consumer).Where(partition => !watch.Has(partition)).ToArray();
        foreach (var partition in added)
        {
            var offsets = consumer.QueryWatermarkOffsets(new TopicPartition(watch.Topic, partition), RequestTimeout);
            watch.Add(partition, next: Math.Max(offsets.Low, offsets.High - RecentMessages), began: offsets.High);
        }

        return added.Length > 0;
    }

    // An old broker creates a topic that is asked for by its name, so all are asked for until it is there.
    private static IEnumerable<Partition> FindPartitions(Watch watch, IConsumer<Ignore, byte[]?> consumer)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var metadata = watch.IsEmpty ? admin.GetMetadata(RequestTimeout) : admin.GetMetadata(watch.Topic, RequestTimeout);
        return metadata.Topics.Find(known => known.Topic == watch.Topic)?.Partitions.Select(partition => new Partition(partition.PartitionId)) ?? [];
    }

    private IConsumer<Ignore, byte[]?> CreateConsumer(string topic)
    {
        var log = new KafkaClientLog($"The watch on {topic}", logger);
        // The client asks for the name of a group, which it never joins.
        var config = new ConsumerConfig(cluster.ClientConfig([])) { GroupId = "sts.watch", EnableAutoCommit = false, FetchWaitMaxMs = 100 };
        return new ConsumerBuilder<Ignore, byte[]?>(config)
            .SetLogHandler((_, message) => log.Log(message))
            .SetErrorHandler((_, error) => log.Error(error))
            .Build();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Topic} can't be watched; it is tried again every {Delay}")]
    private partial void LogCannotWatch(Exception exception, string topic, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message of {Topic} that is watched can't be read")]
    private partial void LogUnreadable(Exception exception, string topic);

    /// <summary>Who watches, and how far they are.</summary>
    private sealed record Watch(string Topic, Func<bool> IsWanted, Func<TMessage, bool> IsRecent, Action<TMessage> Heard)
    {
        private readonly Dictionary<Partition, (Offset Next, Offset Began)> _partitions = [];

        public bool IsInterrupted { get; set; }

        public bool IsEmpty => _partitions.Count == 0;

        public IEnumerable<TopicPartitionOffset> Positions => _partitions.Select(known => new TopicPartitionOffset(Topic, known.Key, known.Value.Next));

        public bool Has(Partition partition) => _partitions.ContainsKey(partition);

        public void Add(Partition partition, Offset next, Offset began) => _partitions.Add(partition, (next, began));

        /// <summary>Goes on behind a message.</summary>
        /// <returns>Whether it was written after the watch had begun.</returns>
        public bool Pass(Partition partition, Offset offset)
        {
            var began = _partitions[partition].Began;
            _partitions[partition] = (offset + 1, began);
            return offset >= began;
        }
    }
}
