using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics;
using Sts.Core.Storage;

namespace Sts.Core.Privacy;

/// <summary>Erases, once an hour, what is older than <c>Privacy</c> allows. Any number of hosts may do so at once.</summary>
internal sealed partial class Retention(
    IErasure erasure, PipelineEvents events, IOptions<PrivacyOptions> options, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // Until then the host has other things to do, and the database may not be set up.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    /// <summary>Erases what is due now.</summary>
    public async Task<ErasedRows> RunDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (options.Value.KeepUtterances is { } kept)
        {
            events.ForgetBefore(now - kept);
        }

        var erased = await erasure.EraseBeforeAsync(now - options.Value.KeepUtterances, now - options.Value.KeepSessions, cancellationToken);
        if (erased is not { Utterances: 0, Actions: 0, Sessions: 0 })
        {
            LogErased(erased.Utterances, erased.Actions, erased.Sessions);
        }

        return erased;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value is { KeepUtterances: null, KeepSessions: null })
        {
            return;
        }

        for (var wait = FirstAfter; ; wait = Interval)
        {
            await Task.Delay(wait, time, stoppingToken);
            try
            {
                await RunDueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(EventId = 2401, EventName = "RetentionErased", Level = LogLevel.Information, Message = "Erased what was older than Privacy allows: {Utterances} utterances, {Actions} actions, {Sessions} sessions")]
    private partial void LogErased(int utterances, int actions, int sessions);

    [LoggerMessage(EventId = 2402, EventName = "RetentionFailed", Level = LogLevel.Warning, Message = "What is older than Privacy allows could not be erased; it is tried again in an hour")]
    private partial void LogFailed(Exception exception);
}
