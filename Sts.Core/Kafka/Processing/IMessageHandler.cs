using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Kafka.Processing;

/// <summary>What the workers call: decodes messages and passes them to a processor.</summary>
internal interface IMessageHandler
{
    /// <summary>How many messages one call takes, at most.</summary>
    int MaxMessages { get; }

    /// <summary>How long a call waits for more messages.</summary>
    TimeSpan MaxWait { get; }

    /// <summary>Whether order is kept per partition (batches) and not per key.</summary>
    bool OrderByPartition { get; }

    /// <summary>Processes the messages; all of them, or it throws.</summary>
    ValueTask HandleAsync(ReadOnlyMemory<InFlightMessage> messages, CancellationToken cancellationToken);
}
