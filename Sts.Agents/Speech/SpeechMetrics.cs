using System.Diagnostics.Metrics;
using Sts.Core.Diagnostics;

namespace Sts.Agents.Speech;

/// <summary>Reports what <see cref="SpeechDiagnostics"/> names.</summary>
internal sealed class SpeechMetrics
{
    private readonly Histogram<double> _synthesis;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _expired;
    private readonly Counter<long> _interrupted;
    private readonly Counter<long> _repeated;
    private readonly Histogram<double> _firstAudio;

    public SpeechMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(SpeechDiagnostics.MeterName);
        _synthesis = meter.CreateHistogram<double>(SpeechDiagnostics.SynthesisDuration, "s", "Duration of speech synthesis.", [], Durations.InSeconds);
        _failures = meter.CreateCounter<long>(SpeechDiagnostics.Failures, "{failure}", "Answers that could not be spoken.");
        _expired = meter.CreateCounter<long>(SpeechDiagnostics.Expired, "{answer}", "Answers that were too old to be spoken.");
        _interrupted = meter.CreateCounter<long>(SpeechDiagnostics.Interrupted, "{answer}", "Answers that their user interrupted, or that gave way to newer ones.");
        _repeated = meter.CreateCounter<long>(SpeechDiagnostics.Cached, "{sentence}", "Sentences that were said before and not synthesised again.");
        _firstAudio = meter.CreateHistogram<double>(
            SpeechDiagnostics.FirstAudio, "s", "From the utterance's timestamp to the first sound of its answer.", [], Durations.InSeconds);
    }

    /// <summary>The speakers' clocks are not ours: an utterance from the future counts as one of now.</summary>
    public void FirstAudio(TimeSpan sinceUtterance) => _firstAudio.Record(Math.Max(0, sinceUtterance.TotalSeconds));

    public void Interrupted() => _interrupted.Add(1);

    public void Cached() => _repeated.Add(1);

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
