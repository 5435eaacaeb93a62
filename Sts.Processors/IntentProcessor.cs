using Microsoft.Extensions.Logging;
using Sts.Agents.Speech;
using Sts.Core.Diagnostics;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Processors;

/// <summary>
/// Keeps a record of every action and speaks its reasoning, once: an action that was dealt with before a restart, or that arrives a
/// second time, is not spoken again. An answer that can't be spoken stops nothing.
/// </summary>
[Consumes(Topics.Actions)]
public sealed partial class IntentProcessor(
    IActionStore actions, ISpeaker speaker, IPipelineEvents events, TimeProvider time, ILogger<IntentProcessor> logger)
    : AvroProcessor<ActionMessage>
{
    /// <inheritdoc />
    protected override async Task ProcessAsync(MessageContext<ActionMessage> message, CancellationToken cancellationToken)
    {
        var action = await actions.RecordAsync(ToRecord(message.Value), cancellationToken);
        if (action.SpeechOutcome is not null)
        {
            return;
        }

        var outcome = await SpeakAsync(action, cancellationToken);
        await actions.MarkSpokenAsync(action.Id, outcome.Spoken ? time.GetUtcNow() : null, outcome.Detail, cancellationToken);
        events.Publish(outcome.Spoken ? PipelineEvent.AnswerSpoken : PipelineEvent.AnswerNotSpoken, action.UserId, $"\"{action.Reasoning}\": {outcome.Detail}");
    }

    private async Task<SpeechOutcome> SpeakAsync(ActionRecord action, CancellationToken cancellationToken)
    {
        try
        {
            return await speaker.SpeakAsync(action.Reasoning, new SpeechLabel(action.UserId, action.Timestamp, action.Id), cancellationToken);
        }
        catch (SpeechException exception)
        {
            LogNotSpoken(exception, action.Id, action.UserId);
            return new SpeechOutcome(Spoken: false, exception.Message);
        }
    }

    private ActionRecord ToRecord(ActionMessage action) => new()
    {
        Key = ActionRecord.KeyOf(action.UserId, EventTime.Parse(action.Timestamp), action.OriginalText),
        UserId = MessageRules.User(action.UserId, "user_id"),
        OriginalText = MessageRules.Text(action.OriginalText, "original_text"),
        Reasoning = MessageRules.Text(action.Reasoning, "reasoning"),
        Categorization = action.Categorization,
        RefinedPrompt = action.RefinedPrompt,
        Timestamp = EventTime.Parse(action.Timestamp),
        ReceivedAt = EventTime.ToMicroseconds(time.GetUtcNow()),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to action {Action} of {User} could not be spoken")]
    private partial void LogNotSpoken(Exception exception, long action, string user);
}
