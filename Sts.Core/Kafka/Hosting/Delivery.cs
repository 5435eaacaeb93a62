namespace Sts.Core.Kafka.Hosting;

/// <summary>How often the effects of a message happen.</summary>
public enum Delivery
{
    /// <summary>Once or, after a crash, more often: offsets are committed after the effects, which are idempotent.</summary>
    AtLeastOnce,

    /// <summary>
    /// What the processor produces to Kafka appears once to readers with <c>isolation.level=read_committed</c>, because it is committed
    /// together with the offsets, in a transaction (KIP-447). Effects elsewhere still happen at least once. It needs Kafka 2.5 or later.
    /// </summary>
    ExactlyOnce,
}
