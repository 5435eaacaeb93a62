using System.ComponentModel.DataAnnotations;

namespace Sts.Core.Kafka.Hosting;

/// <summary>How one processor is run: the section <c>Processors:&lt;Name&gt;</c>.</summary>
public sealed class ProcessorOptions
{
    /// <summary>Whether this host runs the processor.</summary>
    /// <value>The default is <see langword="false"/>; the <c>appsettings.json</c> that comes with STS switches its own on.</value>
    public bool Enabled { get; set; }

    /// <summary>The consumer group. Hosts with the same group share the work.</summary>
    /// <value>The default is <c>sts.</c> and the processor's name in lower case.</value>
    public string? GroupId { get; set; }

    /// <summary>How many messages, of different keys, are processed at the same time.</summary>
    /// <value>The default is 16.</value>
    [Range(1, 10_000)]
    public int Workers { get; set; } = 16;

    /// <summary>How many messages of one partition may be in memory unfinished; beyond that the partition is paused.</summary>
    /// <value>The default is 5,000.</value>
    [Range(1, 1_000_000)]
    public int BufferSize { get; set; } = 5_000;

    /// <summary>How many bytes of one partition may be in memory unfinished; beyond that the partition is paused.</summary>
    /// <value>The default is 16 MiB.</value>
    [Range(1, int.MaxValue)]
    public int BufferBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How far, in messages, a partition may go on past one that is not finished; beyond that it is paused. So many may be delivered
    /// again after a crash.
    /// </summary>
    /// <value>The default is 10,000.</value>
    [Range(1, 10_000_000)]
    public int WindowSize { get; set; } = 10_000;

    /// <summary>Whether what it produces is committed together with its offsets.</summary>
    /// <value>The default is <see cref="Delivery.AtLeastOnce"/>.</value>
    public Delivery Delivery { get; set; }

    /// <summary>How long a transaction collects messages; with <see cref="Delivery.ExactlyOnce"/> only.</summary>
    /// <value>The default is 100 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan TransactionInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many messages a batch processor gets at once, at most.</summary>
    /// <value>The default is 1,000.</value>
    [Range(1, 100_000)]
    public int BatchSize { get; set; } = 1_000;

    /// <summary>How long a batch waits for more messages once it has one.</summary>
    /// <value>The default is 20 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan BatchWait { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>What happens to a message that fails.</summary>
    [Required]
    public RetryOptions Retry { get; set; } = new();

    /// <summary>Properties of the consumer, by librdkafka's names, for this processor only. They win over <c>Kafka:Consumer</c>.</summary>
    public Dictionary<string, string> Consumer { get; } = [];
}
