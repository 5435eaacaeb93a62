using Microsoft.Extensions.Logging;
using Sts.Agents.Speech;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Processors;

/// <summary>
/// Keeps a record of every action and speaks its reasoning, once: an action that was dealt with before a restart, or that arrives a
/// second time, is not spoken again. An answer that can't be spoken stops nothing.
/// </summary>
/// <remarks>
/// Answers that somebody hears wait for their turn apart from the messages, so that a newer one can go first and its user can interrupt. They
/// are claimed in the database just before their first sound, and what waited when a host ended is found there when one starts. Answers that are
/// only stored are spoken while their message is processed, in order.
/// </remarks>
[Consumes(Topics.Actions)]
public sealed partial class IntentProcessor(
    IActionStore actions,
    IErasure erasure,
    ISpeaker speaker,
    ITopicWatch<TranscriptionSegment> utterances,
    IPipelineEvents events,
    TimeProvider time,
    ILogger<IntentProcessor> logger) : AvroProcessor<ActionMessage>, IScheduledWork, IAsyncDisposable
{
    private const int RecoveredActions = 1_000;
    private const string Unfinished = "interrupted: the host ended while it was being spoken";

    // Older ones are refused by the speaker, whose limit is the right one.
    private static readonly TimeSpan RecoveredAge = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly AnswersUnderWay _answers = new(time, (action, exception) => LogFailed(logger, exception, action));

    /// <summary>How long to wait when what was left over can't be found, because the database is away.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Speaks what was left over when a host ended, and then hears who speaks, because that interrupts their answers.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        if (!speaker.IsAudible)
        {
            return;
        }

        foreach (var action in await actions.FindUnspokenAsync(time.GetUtcNow() - RecoveredAge, RecoveredActions, cancellationToken))
        {
            await RecoverAsync(action, cancellationToken);
        }

        await utterances.WatchAsync(Topics.Transcriptions, () => speaker.IsBusy, IsRecent, Hear, cancellationToken);
    }

    /// <summary>Breaks off what is being said. What waits is left for the next start.</summary>
    public ValueTask DisposeAsync() => _answers.DisposeAsync();

    /// <inheritdoc />
    protected override async Task ProcessAsync(MessageContext<ActionMessage> message, CancellationToken cancellationToken)
    {
        var record = ToRecord(message.Value);
        if (await erasure.IsErasedAsync(record.UserId, record.Timestamp, cancellationToken))
        {
            return;
        }

        var action = await actions.RecordAsync(record, cancellationToken);
        if (action.SpeechOutcome is not null)
        {
            return;
        }

        if (speaker.IsAudible)
        {
            await BeginAsync(action, cancellationToken);
        }
        else if (await SpeakAsync(action, _ => Task.FromResult(true), cancellationToken) is { } outcome)
        {
            await NoteAsync(action, outcome, cancellationToken);
        }
    }

    // Its trace is not kept with it, so the rest is another one.
    private async Task RecoverAsync(ActionRecord action, CancellationToken cancellationToken)
    {
        using var span = Tracer.BeginTrace("recover answer");
        await BeginAsync(action, cancellationToken);
    }

    private Task BeginAsync(ActionRecord action, CancellationToken cancellationToken) => _answers.BeginAsync(
        action.Id,
        async stopping =>
        {
            if (await SpeakAsync(action, token => actions.ClaimSpeechAsync(action.Id, time.GetUtcNow(), Unfinished, token), stopping) is { } outcome)
            {
                await _answers.NoteAsync(action.Id, token => NoteAsync(action, outcome, token));
            }
        },
        cancellationToken);

    /// <returns>What became of it; null when it is somebody else's to speak.</returns>
    private async Task<SpeechOutcome?> SpeakAsync(ActionRecord action, Func<CancellationToken, Task<bool>> claim, CancellationToken cancellationToken)
    {
        using var span = Tracer.Start("speak");
        var isOurs = true;
        try
        {
            var outcome = await speaker.SpeakAsync(
                action.Reasoning, new SpeechLabel(action.UserId, action.Timestamp, action.Id), async token => isOurs = await claim(token), cancellationToken);
            span?.SetTag("sts.speech.spoken", isOurs && outcome.Spoken);
            return isOurs ? outcome : null;
        }
        catch (SpeechException exception)
        {
            span.Fail(exception);
            LogNotSpoken(exception, action.Id, action.UserId);
            return new SpeechOutcome(Spoken: false, exception.Message);
        }
    }

    private async Task NoteAsync(ActionRecord action, SpeechOutcome outcome, CancellationToken cancellationToken)
    {
        await actions.MarkSpokenAsync(action.Id, outcome.Spoken ? time.GetUtcNow() : null, outcome.Detail, cancellationToken);
        var happened = outcome.Interrupted ? PipelineEvent.AnswerInterrupted : outcome.Spoken ? PipelineEvent.AnswerSpoken : PipelineEvent.AnswerNotSpoken;
        events.Publish(happened, action.UserId, $"\"{action.Reasoning}\": {outcome.Detail}", new EventFacts { ActionId = action.Id });
    }

    // What was said before this host ran was said to no voice of it.
    private bool IsRecent(TranscriptionSegment segment) => EventTime.TryParse(segment.Timestamp, out var timestamp) && timestamp >= _started;

    private void Hear(TranscriptionSegment segment)
    {
        if (EventTime.TryParse(segment.Timestamp, out var timestamp))
        {
            speaker.Hear(segment.User, segment.Text, timestamp);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to action {Action} can't be claimed, or what became of it can't be noted")]
    private static partial void LogFailed(ILogger logger, Exception exception, long action);
}
