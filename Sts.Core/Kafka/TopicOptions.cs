using System.ComponentModel.DataAnnotations;

namespace Sts.Core.Kafka;

/// <summary>How missing topics are created at start: the section <c>Kafka:Topics</c>.</summary>
public sealed class TopicOptions
{
    /// <summary>Whether missing topics are created.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Create { get; set; } = true;

    /// <summary>How many partitions a new topic gets: the most hosts that can share one processor's work.</summary>
    /// <value>The default is 4.</value>
    [Range(1, 10_000)]
    public int Partitions { get; set; } = 4;

    /// <summary>How many brokers keep a copy of a new topic; -1 is the broker's own default (Kafka 2.4 and later).</summary>
    /// <value>The default is -1.</value>
    [Range(-1, 100)]
    public short ReplicationFactor { get; set; } = -1;
}
