using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Tests.Integration.Engine;

/// <summary>A processor that does what a test says.</summary>
[Consumes(FaultyBroker.Topic)]
public sealed class ProbeProcessor(Probe probe) : AvroProcessor<TranscriptionSegment>
{
    protected internal override Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken) =>
        probe.HandleAsync(message, cancellationToken);
}
