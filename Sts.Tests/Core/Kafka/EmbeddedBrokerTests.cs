using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Embedded;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Kafka;

public sealed class EmbeddedBrokerTests
{
    [Test]
    public async Task CreateTopic_Partitions_AreThoseThatAnyClientSees()
    {
        using var broker = new EmbeddedBroker();
        broker.CreateTopic("some.topic", 7);
        broker.CreateTopic("some.topic", 7);

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();
        var metadata = await Task.Run(() => admin.GetMetadata("some.topic", TimeSpan.FromSeconds(30)));

        metadata.Topics.Single().Partitions.Should().HaveCount(7);
    }

    [Test]
    public async Task GetLogAsync_EveryStart_IsAnotherLog()
    {
        using var first = new KafkaCluster(Options.Create(new KafkaOptions()));
        using var second = new KafkaCluster(Options.Create(new KafkaOptions()));

        (await first.GetLogAsync(default)).Should().NotBe(await second.GetLogAsync(default));
        (await first.GetLogAsync(default)).Should().Be(await first.GetLogAsync(default));
    }

    [Test]
    public void TryReserve_MoreThanThePartitionKeeps_IsRefusedUntilItIsRead()
    {
        using var cluster = new KafkaCluster(Options.Create(new KafkaOptions()));
        var reader = Some.Processor() with { Topics = [Topics.Transcriptions] };
        var monitor = new ProcessorMonitor(new ProcessorCatalog([reader]), Some.Metrics());
        var backlog = new EmbeddedBacklog(cluster, monitor);
        var partition = new TopicPartition(Topics.Transcriptions, 0);
        var assignment = new PartitionAssignment(partition, Some.Log);
        monitor.Of(reader.Name).Assigned(new Dictionary<TopicPartition, PartitionAssignment> { [partition] = assignment });

        var accepted = 0;
        while (backlog.TryReserve(100_000))
        {
            backlog.Sent(new TopicPartitionOffset(partition, accepted++), 100_000);
        }

        (accepted * 100_000L).Should().BeInRange(3_000_000, EmbeddedBroker.PartitionCapacity);
        assignment.ReachedEnd(accepted);
        assignment.Advance();
        backlog.TryReserve(100_000).Should().BeTrue("everything is read");
    }

    [Test]
    public void TryReserve_MessagesOfOtherClientsInBetween_CountToo()
    {
        using var cluster = new KafkaCluster(Options.Create(new KafkaOptions()));
        var reader = Some.Processor() with { Topics = [Topics.Transcriptions] };
        var backlog = new EmbeddedBacklog(cluster, new ProcessorMonitor(new ProcessorCatalog([reader]), Some.Metrics()));

        backlog.TryReserve(10_000).Should().BeTrue();
        backlog.Sent(new TopicPartitionOffset(Topics.Transcriptions, 0, 1_000), 10_000);

        backlog.TryReserve(10_000).Should().BeFalse("a thousand messages lie before it that nobody has read");
    }

    [Test]
    public void TryReserve_SendingFailed_GivesTheRoomBack()
    {
        using var cluster = new KafkaCluster(Options.Create(new KafkaOptions()));
        var backlog = new EmbeddedBacklog(cluster, new ProcessorMonitor(new ProcessorCatalog([Some.Processor()]), Some.Metrics()));

        for (var i = 0; i < 100; i++)
        {
            backlog.TryReserve(1_000_000).Should().BeTrue();
            backlog.Sent(position: null, 1_000_000);
        }
    }
}
