using System.Diagnostics;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>
/// The spans of STS, and the trace that running code belongs to. That one exists whether or not anybody records spans: it comes with a message, or
/// follows from its position.
/// </summary>
public static class Tracer
{
    /// <summary>The name of the source of all spans of STS.</summary>
    public const string SourceName = "Sts";

    /// <summary>Where the spans come from.</summary>
    internal static ActivitySource Source { get; } = new(SourceName);

    /// <summary>The id of the trace that the calling code works for, 32 hexadecimal digits; null if it works for none.</summary>
    public static string? CurrentTraceId => Current is { TraceId: var id } && id != default ? id.ToHexString() : null;

    /// <summary>What the calling code works on.</summary>
    public static WorkInfo CurrentWork
    {
        get
        {
            var work = WorkScope.Current;
            return new WorkInfo(CurrentTraceId, work?.Processor, work?.FirstMessage, work?.User);
        }
    }

    /// <summary>The trace that the calling code works for and its innermost span; empty if there is none.</summary>
    internal static ActivityContext Current
    {
        get
        {
            var trace = WorkScope.Current?.Trace ?? default;
            // A client library may have begun a trace of its own, where ours is not recorded.
            return Activity.Current is { IdFormat: ActivityIdFormat.W3C } span && (trace.TraceId == default || trace.TraceId == span.TraceId)
                ? span.Context
                : trace;
        }
    }

    /// <summary>Makes sure that the calling code has a trace: begins one if there is none, until the calling asynchronous method returns.</summary>
    /// <returns>The id of the trace.</returns>
    public static string EnsureTrace()
    {
        if (CurrentTraceId is { } id)
        {
            return id;
        }

        var trace = TraceIds.New();
        new StartedWork(trace, WorkScope.Current?.Processor).Enter();
        return trace.TraceId.ToHexString();
    }

    /// <summary>Begins a trace of its own, for work that no message has caused, until the calling asynchronous method returns.</summary>
    /// <param name="name">What is done, in few words that are the same each time.</param>
    /// <returns>The span, to be disposed at the end; null when nobody records it.</returns>
    public static Activity? BeginTrace(string name)
    {
        Activity.Current = null;
        var trace = TraceIds.New();
        var span = Source.HasListeners() ? Source.StartActivity(name, ActivityKind.Internal, trace) : null;
        new StartedWork(span?.Context ?? trace, WorkScope.Current?.Processor).Enter();
        return span;
    }

    /// <summary>Begins a span within the trace that the calling code works for.</summary>
    /// <param name="name">What is done, in few words that are the same each time.</param>
    /// <param name="kind">Whether somebody else is asked.</param>
    /// <returns>The span, to be disposed at the end; null when nobody records it.</returns>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) =>
        Source.HasListeners() ? Source.StartActivity(name, kind, Current) : null;

    /// <summary>Says of a span that what it stands for has failed. Nothing of the exception but its type, as its message may hold what somebody said.</summary>
    /// <param name="span">The span, if one is recorded.</param>
    /// <param name="exception">What went wrong.</param>
    public static void Fail(this Activity? span, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        span?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error);
    }
}
