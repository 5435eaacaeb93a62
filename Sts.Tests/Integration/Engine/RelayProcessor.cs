using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Tests.Integration.Engine;

/// <summary>Produces an action for every message, which tells where that lay, and then does what a test says.</summary>
[Consumes(FaultyBroker.Topic)]
[Produces<ActionMessage>(FaultyBroker.Actions)]
public sealed class RelayProcessor(Probe probe, ITopicProducer<ActionMessage> actions) : AvroProcessor<TranscriptionSegment>
{
    protected internal override async Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        var action = new ActionMessage(message.Position.ToString(), "Because.", null, null, message.Value.User, message.Value.Timestamp);
        await actions.ProduceAsync(message.Key!, action, cancellationToken);
        await probe.HandleAsync(message, cancellationToken);
    }
}
