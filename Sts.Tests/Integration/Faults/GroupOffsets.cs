using Confluent.Kafka;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>What a consumer group has committed of <c>transcriptions.all</c>, seen and set from outside.</summary>
internal static class GroupOffsets
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Asks for the committed offsets, by partition; 0 where there is none.</summary>
    public static Task<IReadOnlyDictionary<int, long>> OfAsync(KafkaServer kafka, string group) => Task.Run(() =>
    {
        using var consumer = Open(kafka, group);
        IReadOnlyDictionary<int, long> offsets = consumer.Committed(PartitionsOf(consumer), RequestTimeout)
            .ToDictionary(position => position.Partition.Value, position => Math.Max(0, position.Offset.Value));
        return offsets;
    });

    /// <summary>Lets a group that has no members pass over everything that is there, since the tests of a run share their topics.</summary>
    public static Task SkipAsync(KafkaServer kafka, string group) => Task.Run(() =>
    {
        using var consumer = Open(kafka, group);
        consumer.Commit(PartitionsOf(consumer).Select(partition => new TopicPartitionOffset(partition, consumer.QueryWatermarkOffsets(partition, RequestTimeout).High)));
    });

    private static IConsumer<Ignore, Ignore> Open(KafkaServer kafka, string group) =>
        new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(kafka.ToClientConfig()) { GroupId = group, EnableAutoCommit = false }).SetLogHandler((_, _) => { }).Build();

    private static List<TopicPartition> PartitionsOf(IConsumer<Ignore, Ignore> consumer)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        return [.. admin.GetMetadata(ForeignProducer.Transcriptions, RequestTimeout).Topics.Single().Partitions
            .Select(partition => new TopicPartition(ForeignProducer.Transcriptions, partition.PartitionId))];
    }
}
