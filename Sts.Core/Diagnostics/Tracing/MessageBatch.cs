using System.Diagnostics;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Messaging;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>Several messages at once: a trace of its own, which refers to theirs.</summary>
internal sealed class MessageBatch(InFlightMessage first) : WorkScope
{
    private readonly Lazy<ActivityContext> _trace = new(() => TraceIds.New());

    /// <summary>The trace of the span over the batch, where one is recorded.</summary>
    public ActivityContext Recorded { get; set; }

    public override ActivityContext Trace => Recorded == default ? _trace.Value : Recorded;

    public override string? Processor => first.Processor;

    public override MessagePosition? FirstMessage => first.Position;
}
