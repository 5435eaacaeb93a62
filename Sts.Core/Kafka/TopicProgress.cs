using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka;

/// <summary>Compares what a group has committed with where the log ended when it was asked for.</summary>
internal sealed class TopicProgress(KafkaCluster cluster, ProcessorCatalog catalog, TimeProvider time, ILogger<TopicProgress> logger)
    : ITopicProgress, IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Lazy<IConsumer<Ignore, Ignore>>> _observers = new();

    public async Task WaitUntilCaughtUpAsync(string processor, string topic, CancellationToken cancellationToken)
    {
        var observer = _observers.GetOrAdd(catalog.GroupIdOf(processor), group => new(() => Observe(group))).Value;
        var ends = await Task.Run(() => FindEnds(observer, topic), cancellationToken);
        while (ends.Count > 0)
        {
            var committed = await Task.Run(() => observer.Committed(ends.Keys, RequestTimeout), cancellationToken);
            foreach (var position in committed)
            {
                if (position.Offset.Value >= ends[position.TopicPartition])
                {
                    ends.Remove(position.TopicPartition);
                }
            }

            if (ends.Count > 0)
            {
                await Task.Delay(PollInterval, time, cancellationToken);
            }
        }
    }

    public void Dispose()
    {
        foreach (var observer in _observers.Values)
        {
            observer.Value.Dispose();
        }
    }

    // Never subscribes, so it does not become a member of the group that it asks about.
    private IConsumer<Ignore, Ignore> Observe(string group)
    {
        var log = new KafkaClientLog($"The observer of {group}", logger);
        return new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(cluster.ClientConfig([])) { GroupId = group, EnableAutoCommit = false })
            .SetLogHandler((_, message) => log.Log(message))
            .SetErrorHandler((_, error) => log.Error(error))
            .Build();
    }

    private static Dictionary<TopicPartition, long> FindEnds(IConsumer<Ignore, Ignore> observer, string topic)
    {
        using var admin = new DependentAdminClientBuilder(observer.Handle).Build();
        var partitions = admin.GetMetadata(topic, RequestTimeout).Topics.Single().Partitions;
        var ends = new Dictionary<TopicPartition, long>();
        foreach (var partition in partitions)
        {
            var topicPartition = new TopicPartition(topic, partition.PartitionId);
            var watermarks = observer.QueryWatermarkOffsets(topicPartition, RequestTimeout);
            if (watermarks.High > watermarks.Low)
            {
                ends[topicPartition] = watermarks.High.Value;
            }
        }

        return ends;
    }
}
