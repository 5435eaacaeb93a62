namespace Sts.Core.Kafka.Hosting;

/// <summary>What a processor is doing.</summary>
public enum ProcessorState
{
    /// <summary>It is not running yet: the host waits for its services, or the group for its members.</summary>
    Starting,

    /// <summary>It has its assignment and consumes.</summary>
    Running,

    /// <summary>It has crashed and is started again after a while.</summary>
    Restarting,

    /// <summary>It has stopped with the host.</summary>
    Stopped,
}
