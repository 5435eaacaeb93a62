using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sts.Core.Diagnostics;

namespace Sts.Agents;

/// <summary>The instruments of <see cref="AgentDiagnostics.MeterName"/>.</summary>
internal sealed class AgentMetrics
{
    // Those that the conventions recommend.
    private static readonly InstrumentAdvice<long> TokenBounds =
        new() { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864] };

    private readonly Counter<long> _fallbacks;
    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _tokens;

    public AgentMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(AgentDiagnostics.MeterName);
        _fallbacks = meter.CreateCounter<long>("sts.agents.fallbacks", "{call}", "Calls that the model failed: answered by the local agent, or by doing nothing.");
        _duration = meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Duration of a chat completion, its retries included.", [], Durations.InSeconds);
        _tokens = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens sent and received.", [], TokenBounds);
    }

    public void FellBack(string agent) => _fallbacks.Add(1, new KeyValuePair<string, object?>("sts.agent", agent));

    public void Completed(TimeSpan duration, string model, string server, string? errorType)
    {
        var tags = Tags(model, server);
        if (errorType is not null)
            tags.Add("error.type", errorType);
        _duration.Record(duration.TotalSeconds, tags);
    }

    public void Used(string tokenType, long tokens, string model, string server)
    {
        var tags = Tags(model, server);
        tags.Add("gen_ai.token.type", tokenType);
        _tokens.Record(tokens, tags);
    }

    private static TagList Tags(string model, string server) => new()
    {
        { "gen_ai.operation.name", "chat" },
        { "gen_ai.provider.name", "openai" },
        { "gen_ai.request.model", model },
        { "server.address", server },
    };
}
