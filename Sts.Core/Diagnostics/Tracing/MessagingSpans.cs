using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Sts.Core.Kafka.Consuming;

namespace Sts.Core.Diagnostics.Tracing;

/// <summary>
/// The spans of sending and of processing, by OpenTelemetry's conventions for messaging and Kafka. Keys are left out, because they are users.
/// </summary>
internal static class MessagingSpans
{
    // As many as OpenTelemetry keeps of a span.
    private const int MaxLinks = 128;

    /// <summary>Begins the span of sending a message; null when nobody records it.</summary>
    public static Activity? StartSend(TopicPartition target) => Tracer.Source.HasListeners()
        ? Tracer.Source.StartActivity($"send {target.Topic}", ActivityKind.Producer, Tracer.Current, Tags("send", target.Topic))
        : null;

    /// <summary>Adds where the message went, once that is known.</summary>
    public static void Sent(this Activity? span, TopicPartitionOffset position)
    {
        if (span is { IsAllDataRequested: true } && position.Offset != Offset.Unset)
        {
            Locate(span, position.Partition.Value, position.Offset.Value);
        }
    }

    /// <summary>
    /// Begins the span of processing. A single message's has the span that sent it for its parent; a batch's begins a trace and is linked to those of its
    /// messages.
    /// </summary>
    /// <param name="messages">At least one message.</param>
    /// <param name="work">What stands for them.</param>
    /// <returns>The span; null when nobody records it.</returns>
    public static Activity? StartProcess(ReadOnlySpan<InFlightMessage> messages, WorkScope work)
    {
        if (!Tracer.Source.HasListeners())
        {
            return null;
        }

        var first = messages[0];
        var topic = first.Assignment.Partition.Topic;
        var tags = Tags("process", topic);
        if (first.Assignment.Processor is { } processor)
        {
            tags.Add("messaging.consumer.group.name", processor.GroupId);
            tags.Add(EngineMetrics.ProcessorTag, processor.Name);
        }

        var links = work is MessageBatch ? LinksTo(messages) : null;
        var span = Tracer.Source.StartActivity($"process {topic}", ActivityKind.Consumer, work.Trace, tags, links);
        if (span is null)
        {
            return null;
        }

        if (work is MessageBatch batch)
        {
            batch.Recorded = span.Context;
            span.SetTag("messaging.batch.message_count", messages.Length);
            span.SetTag("messaging.destination.partition.id", first.Assignment.Partition.Partition.Value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            Locate(span, first.Assignment.Partition.Partition.Value, first.Offset);
        }

        return span;
    }

    private static List<ActivityLink> LinksTo(ReadOnlySpan<InFlightMessage> messages)
    {
        var links = new List<ActivityLink>();
        foreach (var message in messages)
        {
            if (message.Trace is { SpanId: var span } trace && span != default && links.Count < MaxLinks)
            {
                links.Add(new ActivityLink(trace));
            }
        }

        return links;
    }

    private static ActivityTagsCollection Tags(string operation, string topic) => new()
    {
        { "messaging.system", "kafka" },
        { "messaging.operation.name", operation },
        { "messaging.operation.type", operation },
        { "messaging.destination.name", topic },
    };

    private static void Locate(Activity span, int partition, long offset)
    {
        span.SetTag("messaging.destination.partition.id", partition.ToString(CultureInfo.InvariantCulture));
        span.SetTag("messaging.kafka.offset", offset);
    }
}
