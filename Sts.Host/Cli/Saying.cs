using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using Sts.Core.Diagnostics;
using Sts.Core.Messages;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary>
/// One thing that is said, and what comes of it: seen in the host's events by its trace, or else among the actions that are stored, when another
/// host of the fleet dealt with it.
/// </summary>
internal sealed class Saying(HostClient host, SayOutput output, AnswerSound sound)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private bool _seen;
    private bool _asksForAction;

    /// <summary>Says it, and waits.</summary>
    /// <returns>Whether it was decided in time and, if it asks for something, answered.</returns>
    public async Task<bool> RunAsync(string user, string text, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Watched before anything is said, so that nothing is missed.
        using var events = await host.OpenAsync("/api/events", cancellationToken);
        var timestamp = EventTime.Format(TimeProvider.System.GetUtcNow());
        var accepted = await host.PostAsync("/api/transcriptions", new TranscriptionRequest(user, text, timestamp), cancellationToken);
        var trace = accepted.TryGetProperty("traceId", out var id) ? id.GetString() : null;
        output.Said(user, text, trace);

        patience.CancelAfter(timeout);
        var happenings = Channel.CreateUnbounded<PipelineEvent>();
        var watching = WatchAsync(events, trace, happenings.Writer, patience.Token);
        var polling = PollAsync(user, text, EventTime.Parse(timestamp), happenings.Writer, patience.Token);
        try
        {
            await foreach (var happened in happenings.Reader.ReadAllAsync(patience.Token))
            {
                output.Happened(happened);
                sound.Offer(happened, cancellationToken);
                if (Outcome(happened) is { } isWell)
                {
                    return await sound.FinishAsync() && isWell;
                }
            }

            SayOutput.Problem("The host has ended before that was answered.");
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            SayOutput.Problem(_asksForAction
                ? $"There was no answer within {timeout}. Is the processor Intent running, and not paused? 'processors' tells."
                : $"There was no decision within {timeout}. Is the processor RealTime running, and not paused? 'processors' tells. "
                    + "In a fleet, another host may have decided that there is nothing to do.");
            return false;
        }
        finally
        {
            await patience.CancelAsync();
            await Task.WhenAll(watching, polling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether that is the end, and a good one; null while more is to come.</summary>
    private bool? Outcome(PipelineEvent happened)
    {
        switch (happened.Type)
        {
            case PipelineEvent.DecisionMade when happened.Decision is { ActionRequired: false }:
            case PipelineEvent.AnswerSpoken or PipelineEvent.AnswerNotSpoken or PipelineEvent.AnswerInterrupted:
                return true;
            case PipelineEvent.DecisionMade or PipelineEvent.ActionProduced:
                _asksForAction = true;
                return null;
            // Others that read the utterance, such as Persistence, have no part in the answer.
            case PipelineEvent.DeadLettered when happened.Processor is "RealTime" or "Intent" or "Transcription":
                return false;
            default:
                return null;
        }
    }

    private async Task WatchAsync(HttpResponseMessage events, string? trace, ChannelWriter<PipelineEvent> happenings, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await events.Content.ReadAsStreamAsync(cancellationToken);
            var parser = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<PipelineEvent>(data, JsonSerializerOptions.Web));
            await foreach (var item in parser.EnumerateAsync(cancellationToken))
            {
                if (item.Data is { TraceId: { } id } happened && id == trace)
                {
                    _seen = true;
                    happenings.TryWrite(happened);
                }
            }
        }
        finally
        {
            happenings.TryComplete();
        }
    }

    private async Task PollAsync(string user, string text, DateTimeOffset at, ChannelWriter<PipelineEvent> happenings, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (_seen)
            {
                return;
            }

            var actions = await host.GetAsync($"/api/actions?user={Uri.EscapeDataString(user)}&limit=10", cancellationToken);
            var action = actions.Deserialize<ActionResponse[]>(JsonSerializerOptions.Web)!
                .FirstOrDefault(action => action.Timestamp == at && action.OriginalText == text && action.SpeechOutcome is not null);
            if (action is not null && !_seen)
            {
                var type = action.SpokenAt is null ? PipelineEvent.AnswerNotSpoken : PipelineEvent.AnswerSpoken;
                happenings.TryWrite(new PipelineEvent(type, user, $"\"{action.Reasoning}\": {action.SpeechOutcome}", TimeProvider.System.GetUtcNow()));
                return;
            }
        }
    }
}
