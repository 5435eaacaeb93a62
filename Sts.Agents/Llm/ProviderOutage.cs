using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Counts the model's failures, and warns once for each outage of the provider rather than once for each utterance.</summary>
internal sealed partial class ProviderOutage(AgentMetrics metrics, IOptions<AgentsOptions> options, TimeProvider time, ILogger<ProviderOutage> logger)
{
    // A provider that fails now and then is one long outage, not many short ones.
    private static readonly TimeSpan QuietBeforeOver = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private long? _lastFailure;

    private string Instead => options.Value.EffectiveOrder switch
    {
        AgentOrder.LlmFirst => "the local agents answer where they are sure",
        AgentOrder.LocalFirst => "nothing is done where the local agents are not sure",
        _ => "nothing is done, as Agents:Order is LlmOnly",
    };

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
            LogOutage(agent, reason.Message, Instead);
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
        Message = "The model failed for {Agent}: {Reason} Until it is back, {Instead}; further failures are counted, not warned of.")]
    private partial void LogOutage(string agent, string reason, string instead);

    [LoggerMessage(EventId = 3002, EventName = "ProviderFallback", Level = LogLevel.Debug, Message = "The model failed for {Agent}: {Reason}")]
    private partial void LogFallback(string agent, string reason);

    [LoggerMessage(EventId = 3003, EventName = "ProviderRecovered", Level = LogLevel.Information, Message = "The model answers again.")]
    private partial void LogRecovery();
}
