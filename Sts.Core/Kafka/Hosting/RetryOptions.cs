using System.ComponentModel.DataAnnotations;

namespace Sts.Core.Kafka.Hosting;

/// <summary>When a failed message is tried again: the section <c>Processors:&lt;Name&gt;:Retry</c>.</summary>
public sealed class RetryOptions
{
    /// <summary>How often a message is tried before it goes to the dead-letter topic. While a service is away, attempts do not count.</summary>
    /// <value>The default is 5.</value>
    [Range(1, 1_000)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The delay after the first failure. It doubles with each further one, with jitter.</summary>
    /// <value>The default is 200 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest delay between two attempts.</summary>
    /// <value>The default is 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The delay before the next attempt: exponential, and between half of it and all of it at random ("equal jitter").</summary>
    /// <param name="attempt">How many attempts have failed, from 1.</param>
    internal TimeSpan DelayAfter(int attempt)
    {
        var exponential = BaseDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 30));
        var capped = Math.Min(exponential, MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(capped * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
