using System.Collections.Concurrent;
using System.Diagnostics;
using Sts.Core.Diagnostics.Tracing;

namespace Sts.Tests.Core.Diagnostics;

/// <summary>Records the spans of STS in this process, of all tests at once: look for your own.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Tracer.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _ended.Where(span => span.TraceId == trace)];

    public IReadOnlyList<Activity> LinkedTo(ActivityTraceId trace) => [.. _ended.Where(span => span.Links.Any(link => link.Context.TraceId == trace))];

    public void Dispose() => _listener.Dispose();
}
