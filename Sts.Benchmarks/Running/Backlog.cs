using Confluent.Kafka;

namespace Sts.Benchmarks.Running;

/// <summary>Messages that lie in a topic and wait to be consumed: of each partition a range of offsets that ends where the partition ends.</summary>
/// <param name="Kafka">Where the topic is.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Partitions">The first offset of each partition's range, and the one after its last.</param>
internal sealed record Backlog(KafkaServer Kafka, string Topic, IReadOnlyList<(long Start, long End)> Partitions)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How many messages there are.</summary>
    public long Count => Partitions.Sum(partition => partition.End - partition.Start);

    /// <summary>No messages, at the end of a topic. One that is missing is created by a broker that is set to do so, since it is asked for.</summary>
    /// <exception cref="InvalidOperationException">There is no such topic.</exception>
    public static Backlog AtEnd(KafkaServer kafka, string topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(kafka.Consumer("bench.ends")) { AllowAutoCreateTopics = true }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < RequestTimeout)
        {
            var partitions = admin.GetMetadata(topic, RequestTimeout).Topics.Single().Partitions;
            if (partitions.Count > 0 && partitions.All(partition => !partition.Error.IsError))
            {
                var ends = Enumerable.Range(0, partitions.Count)
                    .Select(partition => consumer.QueryWatermarkOffsets(new(topic, partition), RequestTimeout).High.Value);
                return new Backlog(kafka, topic, [.. ends.Select(end => (end, end))]);
            }
        }

        throw new InvalidOperationException($"{kafka.BootstrapServers} has no topic {topic}. Create it with 4 partitions, or let the broker auto-create topics.");
    }

    /// <summary>The last messages of each partition, as many together as asked for, or some fewer where that can't be divided.</summary>
    public Backlog Tail(long messages)
    {
        var all = Count;
        return this with { Partitions = [.. Partitions.Select(partition => (partition.End - ((partition.End - partition.Start) * messages / all), partition.End))] };
    }

    /// <summary>Lets a new group begin at the first of the messages, as if it had consumed all before them.</summary>
    public void Offer(string group)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(Kafka.Consumer(group)).Build();
        consumer.Commit(Partitions.Select((partition, i) => new TopicPartitionOffset(Topic, i, partition.Start)));
    }
}
