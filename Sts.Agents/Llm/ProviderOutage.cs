using Microsoft.Extensions.Logging;

namespace Sts.Agents.Llm;

/// <summary>Counts fallbacks, and warns once for each outage of the provider rather than once for each utterance.</summary>
internal sealed partial class ProviderOutage(AgentMetrics metrics, TimeProvider time, ILogger<ProviderOutage> logger)
{
    // A provider that fails now and then is one long outage, not many short ones.
    private static readonly TimeSpan QuietBeforeOver = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long? _lastFailure;

    public void Failed(string agent, AgentException reason)
    {
        metrics.FellBack(agent);
        bool isNew;
        lock (_lock)
        {
            isNew = _lastFailure is null;
            _lastFailure = time.GetTimestamp();
        }

        if (isNew)
            LogOutage(agent, reason.Message);
        else
            LogFallback(agent, reason.Message);
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            if (_lastFailure is not { } last || time.GetElapsedTime(last) < QuietBeforeOver)
                return;
            _lastFailure = null;
        }

        LogRecovery();
    }

    [LoggerMessage(EventId = 3001, EventName = "ProviderOutage", Level = LogLevel.Warning,
        Message = "The model failed for {Agent}: {Reason} The local agents answer until it is back; further failures are counted, not warned of.")]
    private partial void LogOutage(string agent, string reason);

    [LoggerMessage(EventId = 3002, EventName = "ProviderFallback", Level = LogLevel.Debug, Message = "The model failed for {Agent}: {Reason}")]
    private partial void LogFallback(string agent, string reason);

    [LoggerMessage(EventId = 3003, EventName = "ProviderRecovered", Level = LogLevel.Information, Message = "The model answers again.")]
    private partial void LogRecovery();
}
