namespace Sts.Core.Kafka.Hosting;

/// <summary>What a processor is doing.</summary>
public enum ProcessorState
{
    /// <summary>It is not running yet: the host waits for its services, or the group for its members.</summary>
    Starting,

    /// <summary>It has its assignment and consumes.</summary>
    Running,

    /// <summary>It was paused in this host: it takes no new messages until it is resumed, and stays a member of its group.</summary>
    Paused,

    /// <summary>It consumes, and at least one message waits to be tried again.</summary>
    Retrying,

    /// <summary>It has crashed and is started again after a while; or it is a plugin's and can't be run at all. Its last error says which.</summary>
    Failed,

    /// <summary>It has stopped with the host.</summary>
    Stopped,
}
