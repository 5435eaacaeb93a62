using Confluent.Kafka;
using Sts.Core.Kafka.Embedded;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Consuming;

/// <summary>How a processor's consumer is set up, by what the configuration says.</summary>
internal static class ConsumerSettings
{
    public static ConsumerConfig Of(ProcessorDescriptor processor, KafkaOptions options, KafkaCluster cluster)
    {
        var defaults = new ConsumerConfig
        {
            GroupId = processor.GroupId,
            GroupInstanceId = options.InstanceId,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            AllowAutoCreateTopics = true,
            // What is fetched ahead is memory too, and a pause throws it away.
            QueuedMaxMessagesKbytes = 16 * 1024,
            // So soon the client looks whether its queue has room again. By default it takes a second, in which a quick processor idles.
            FetchQueueBackoffMs = 10,
            // The embedded broker answers a fetch when its time is over and not when something arrives; a real one does both.
            FetchWaitMaxMs = cluster.IsEmbedded ? EmbeddedBroker.FetchWaitMs : null,
            // New topics are seen soon, and not only at the default refresh of five minutes.
            TopicMetadataRefreshIntervalMs = 10_000,
        };
        SetProtocol(defaults, options.GroupProtocol);
        return new ConsumerConfig(cluster.ClientConfig(defaults.Concat(options.Consumer).Concat(processor.Options.Consumer)));
    }

    private static void SetProtocol(ConsumerConfig config, GroupMembership protocol)
    {
        switch (protocol)
        {
            case GroupMembership.Consumer:
                // The brokers assign, so the client must not say how (KIP-848).
                config.GroupProtocol = GroupProtocol.Consumer;
                break;
            case GroupMembership.Classic:
                config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range;
                break;
            default:
                config.PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky;
                break;
        }
    }
}
