using Sts.Core.Messages;

namespace Sts.Host.Cli;

/// <summary>Brings utterances to Kafka, in the order in which they are given.</summary>
internal interface IUtterancePublisher : IAsyncDisposable
{
    /// <summary>Where to, in words.</summary>
    string Description { get; }

    /// <summary>Publishes one. It may still be on its way when this returns.</summary>
    Task PublishAsync(TranscriptionSegment segment, CancellationToken cancellationToken);

    /// <summary>Waits until all of them have arrived.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
