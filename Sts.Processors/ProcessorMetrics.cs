using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sts.Agents;
using Sts.Core.Diagnostics;

namespace Sts.Processors;

/// <summary>What the processors of STS count. No figure names a user.</summary>
public sealed class ProcessorMetrics
{
    /// <summary>The meter that the instruments belong to.</summary>
    public const string MeterName = "Sts.Processors";

    private readonly Counter<long> _expired;
    private readonly Histogram<double> _decisions;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _summaries;
    private readonly TimeProvider _time;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="time">Measures.</param>
    public ProcessorMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _expired = meter.CreateCounter<long>("sts.utterances.expired", "{utterance}", "Utterances that were too old to be acted on.");
        _decisions = meter.CreateHistogram<double>("sts.decision.duration", "s", "Time that a decision on an utterance took.", [], Durations.InSeconds);
        _opened = meter.CreateCounter<long>("sts.sessions.opened", "{session}", "Sessions that were opened.");
        _closed = meter.CreateCounter<long>("sts.sessions.closed", "{session}", "Sessions that were closed.");
        _summaries = meter.CreateCounter<long>("sts.sessions.summarised", "{session}", "Summaries that were stored.");
    }

    internal void Expired() => _expired.Add(1);

    internal long Begin() => _time.GetTimestamp();

    internal void Decided(RealtimeDecision decision, long begun) => _decisions.Record(
        _time.GetElapsedTime(begun).TotalSeconds,
        new TagList { { "sts.decision.stage", decision.Ground?.Stage ?? "unknown" }, { "sts.decision.action_required", decision.ActionRequired } });

    internal void Opened() => _opened.Add(1);

    /// <summary>A session was closed: at somebody's request, or because its user was silent.</summary>
    internal void Closed(bool idle) => _closed.Add(1, new KeyValuePair<string, object?>("sts.session.end", idle ? "timeout" : "request"));

    internal void Summarised() => _summaries.Add(1);
}
