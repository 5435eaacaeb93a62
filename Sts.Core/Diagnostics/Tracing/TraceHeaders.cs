using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>The trace of a message in its headers, as W3C Trace Context writes it for HTTP.</summary>
internal static class TraceHeaders
{
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";

    private const int TraceParentLength = 55;

    // What every implementation has to pass on at least; more is cut off nowhere, and left out here.
    private const int MaxTraceStateLength = 512;

    /// <summary>The header that names the trace, if there is one, as it is.</summary>
    public static byte[]? Find(Headers? headers) =>
        headers is { Count: > 0 } && headers.TryGetLastBytes(TraceParent, out var value) ? value : null;

    /// <summary>Reads the trace; empty when there is none, or none that can be read, since outside producers may send anything.</summary>
    public static ActivityContext Read(Headers? headers) => Find(headers) is { } parent ? Read(parent, StateOf(headers!)) : default;

    /// <summary>Reads the trace from the value of its header.</summary>
    public static ActivityContext Read(byte[]? traceParent, string? traceState = null)
    {
        if (traceParent is not { Length: >= TraceParentLength and <= MaxTraceStateLength }
            || !ActivityContext.TryParse(Encoding.Latin1.GetString(traceParent), traceState, isRemote: true, out var context))
        {
            return default;
        }

        return context.SpanId == TraceIds.Placeholder(context.TraceId)
            ? new ActivityContext(context.TraceId, default, context.TraceFlags, context.TraceState)
            : context;
    }

    /// <summary>Adds the trace, unless the message has one already: what is sent on as it was stays in the trace that it was in.</summary>
    public static void Write<TKey, TValue>(Message<TKey, TValue> message, ActivityContext context)
    {
        var headers = message.Headers ??= [];
        if (Find(headers) is not null)
        {
            return;
        }

        var span = context.SpanId == default ? TraceIds.Placeholder(context.TraceId) : context.SpanId;
        var sampled = (context.TraceFlags & ActivityTraceFlags.Recorded) != 0 ? "01" : "00";
        headers.Add(TraceParent, Encoding.ASCII.GetBytes($"00-{context.TraceId.ToHexString()}-{span.ToHexString()}-{sampled}"));
        if (context.TraceState is { Length: > 0 and <= MaxTraceStateLength } state)
        {
            headers.Add(TraceState, Encoding.ASCII.GetBytes(state));
        }
    }

    private static string? StateOf(Headers headers) =>
        headers.TryGetLastBytes(TraceState, out var value) && value is { Length: > 0 and <= MaxTraceStateLength } ? Encoding.ASCII.GetString(value) : null;
}
