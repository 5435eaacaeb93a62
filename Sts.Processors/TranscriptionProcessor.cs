using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Processors;

/// <summary>The simpler way to decide: asks the <see cref="IDecisionAgent"/> and knows nothing of sessions. Off unless switched on.</summary>
[Consumes(Topics.Transcriptions)]
[Produces<ActionMessage>(Topics.Actions)]
public sealed class TranscriptionProcessor(
    IDecisionAgent agent, ITopicProducer<ActionMessage> actions, IOptions<RealTimeOptions> options, TimeProvider time)
    : AvroProcessor<TranscriptionSegment>
{
    /// <inheritdoc />
    protected override async Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        var utterance = MessageRules.ReadUtterance(message.Value);
        if (time.GetUtcNow() - utterance.Timestamp > options.Value.MaxAge)
        {
            return;
        }

        var decision = await agent.DecideAsync(utterance, cancellationToken);
        if (decision.ActionRequired)
        {
            var action = new ActionMessage(
                utterance.Text, decision.Reasoning, null, null, utterance.UserId, EventTime.Format(utterance.Timestamp));
            await actions.ProduceAsync(utterance.UserId, action, cancellationToken);
        }
    }
}
