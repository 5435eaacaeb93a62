using System.Diagnostics.Metrics;
using Sts.Core.Diagnostics;

namespace Sts.Agents.Speech;

/// <summary>Reports what <see cref="SpeechDiagnostics"/> names.</summary>
internal sealed class SpeechMetrics
{
    private readonly Histogram<double> _synthesis;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _expired;

    public SpeechMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(SpeechDiagnostics.MeterName);
        _synthesis = meter.CreateHistogram<double>(SpeechDiagnostics.SynthesisDuration, "s", "Duration of speech synthesis.", [], Durations.InSeconds);
        _failures = meter.CreateCounter<long>(SpeechDiagnostics.Failures, "{failure}", "Answers that could not be spoken.");
        _expired = meter.CreateCounter<long>(SpeechDiagnostics.Expired, "{answer}", "Answers that were too old to be spoken.");
    }

    public void Synthesized(string provider, TimeSpan elapsed, Exception? error)
    {
        var tags = new System.Diagnostics.TagList { { SpeechDiagnostics.ProviderTag, provider } };
        if (error is not null)
            tags.Add(SpeechDiagnostics.ErrorTag, error.GetType().FullName);
        _synthesis.Record(elapsed.TotalSeconds, tags);
    }

    public void Expired() => _expired.Add(1);

    public void Failed(string stage) => _failures.Add(1, new KeyValuePair<string, object?>(SpeechDiagnostics.StageTag, stage));
}
