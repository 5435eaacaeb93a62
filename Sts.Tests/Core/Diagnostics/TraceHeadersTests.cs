using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Diagnostics;

public sealed class TraceHeadersTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string SpanId = "00f067aa0ba902b7";

    [Test]
    public void Read_WhatAnotherClientWrote_IsItsSpan()
    {
        var headers = HeadersWith($"00-{TraceId}-{SpanId}-01", "vendor=value");

        var context = TraceHeaders.Read(headers);

        context.TraceId.ToHexString().Should().Be(TraceId);
        context.SpanId.ToHexString().Should().Be(SpanId);
        context.TraceFlags.Should().Be(ActivityTraceFlags.Recorded);
        context.TraceState.Should().Be("vendor=value");
        context.IsRemote.Should().BeTrue();
    }

    [TestCase("")]
    [TestCase("hello")]
    [TestCase("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [TestCase("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [TestCase("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [TestCase("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01")]
    [TestCase("00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01")]
    public void Read_WhatIsNoTrace_IsPassedOver(string value) => TraceHeaders.Read(HeadersWith(value)).Should().Be(default(ActivityContext));

    [Test]
    public void Read_OverlongHeaders_ArePassedOver()
    {
        var state = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"k{i}=v"));

        TraceHeaders.Read(HeadersWith($"01-{TraceId}-{SpanId}-01-{new string('x', 1_000)}")).Should().Be(default(ActivityContext));
        TraceHeaders.Read(HeadersWith($"00-{TraceId}-{SpanId}-01", state)).TraceState.Should().BeNull();
    }

    [Test]
    public void Read_NoHeaders_IsNoTrace()
    {
        TraceHeaders.Read((Headers?)null).Should().Be(default(ActivityContext));
        TraceHeaders.Read([]).Should().Be(default(ActivityContext));
    }

    [Test]
    public void Write_ASpan_IsReadAgain()
    {
        var message = new Message<string, string>();
        var context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "a=1,b=2", isRemote: true);

        TraceHeaders.Write(message, context);

        TraceHeaders.Read(message.Headers).Should().Be(context);
    }

    [Test]
    public void Write_TraceWithoutASpan_IsReadAsOne()
    {
        var message = new Message<string, string>();
        var context = TraceIds.New();

        TraceHeaders.Write(message, context);

        Encoding.ASCII.GetString(message.Headers.GetLastBytes("traceparent")).Should().MatchRegex("^00-(?<half>[0-9a-f]{16})[0-9a-f]{16}-\\k<half>-00$");
        var read = TraceHeaders.Read(message.Headers);
        (read.TraceId, read.SpanId).Should().Be((context.TraceId, default(ActivitySpanId)));
    }

    [Test]
    public void Write_MessageThatHasATrace_KeepsIt()
    {
        var message = new Message<string, string> { Headers = HeadersWith($"00-{TraceId}-{SpanId}-01") };

        TraceHeaders.Write(message, TraceIds.New());

        TraceHeaders.Read(message.Headers).TraceId.ToHexString().Should().Be(TraceId);
        message.Headers.Should().ContainSingle();
    }

    [Test]
    public void Of_Positions_TellTracesApartAndAreTheSameAgain()
    {
        MessagePosition[] positions = [new("log", "topic", 0, 1), new("log", "topic", 1, 0), new("log", "topic", 0, 10), new("other", "topic", 0, 1), new("log", "other", 0, 1)];

        var ids = positions.Select(position => TraceIds.Of(position).TraceId).ToList();

        ids.Should().OnlyHaveUniqueItems().And.NotContain(default(ActivityTraceId));
        positions.Select(position => TraceIds.Of(position).TraceId).Should().Equal(ids);
    }

    private static Headers HeadersWith(string traceParent, string? traceState = null)
    {
        var headers = new Headers { { "other", [1] }, { "traceparent", Encoding.Latin1.GetBytes(traceParent) } };
        if (traceState is not null)
        {
            headers.Add("tracestate", Encoding.ASCII.GetBytes(traceState));
        }

        headers.Remove("other");
        return headers;
    }
}
