namespace Sts.Core.Kafka.Processing;

/// <summary>What is happening to the messages of a key.</summary>
internal enum KeyState
{
    /// <summary>There are none.</summary>
    Idle,

    /// <summary>They wait for a worker.</summary>
    Ready,

    /// <summary>A worker has the first of them.</summary>
    Running,

    /// <summary>They wait for their time: for the next attempt, or for more messages of a batch.</summary>
    Waiting,
}
