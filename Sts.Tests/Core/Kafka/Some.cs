using System.Diagnostics.Metrics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;

namespace Sts.Tests.Core.Kafka;

/// <summary>Messages, processors and the like where any will do.</summary>
internal static class Some
{
    public const string Log = "some-log";

    public static readonly TopicPartition Partition = new("some.topic", 0);

    public static PartitionAssignment Assignment() => new(Partition, Log);

    public static InFlightMessage Message(PartitionAssignment assignment, long offset, string? key = "some-key", bool orderByPartition = false) => new(
        new ConsumeResult<byte[]?, byte[]?>
        {
            TopicPartitionOffset = new TopicPartitionOffset(assignment.Partition, offset),
            Message = new Message<byte[]?, byte[]?> { Key = key is null ? null : Encoding.UTF8.GetBytes(key), Value = [1, 2, 3] },
        },
        assignment,
        orderByPartition);

    public static ProcessorDescriptor Processor(Action<ProcessorOptions>? configure = null)
    {
        var options = new ProcessorOptions
        {
            Enabled = true,
            Retry = new RetryOptions { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) },
        };
        configure?.Invoke(options);
        return new ProcessorDescriptor("Some", typeof(Some), [Partition.Topic], [], options);
    }

    public static EngineMetrics Metrics() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
