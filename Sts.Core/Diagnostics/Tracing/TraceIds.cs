using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using Sts.Core.Messaging;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>Ids for traces that nobody has begun yet. A context whose span id is empty is a trace without any span so far.</summary>
internal static class TraceIds
{
    private const int SpanIdSize = 8;

    /// <summary>A trace of its own.</summary>
    public static ActivityContext New() => new(ActivityTraceId.CreateRandom(), default, ActivityTraceFlags.None);

    /// <summary>
    /// The trace of a message that came without one. It follows from the message's position, so that every processor, in every host and at every
    /// attempt, finds the same.
    /// </summary>
    public static ActivityContext Of(MessagePosition position)
    {
        var (log, topic, partition, offset) = position;
        var hash = XxHash128.Hash(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{log}\0{topic}\0{partition}\0{offset}")));
        return new ActivityContext(ActivityTraceId.CreateFromBytes(hash), default, ActivityTraceFlags.None);
    }

    /// <summary>
    /// The id that stands for a span where there is none, since a header must name one: the first half of the trace's. Whoever reads it
    /// knows by that that the trace has no span yet.
    /// </summary>
    public static ActivitySpanId Placeholder(ActivityTraceId trace)
    {
        Span<byte> bytes = stackalloc byte[2 * SpanIdSize];
        trace.CopyTo(bytes);
        return ActivitySpanId.CreateFromBytes(bytes[..SpanIdSize]);
    }
}
