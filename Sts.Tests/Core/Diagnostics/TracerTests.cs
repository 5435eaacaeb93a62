using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;
using Sts.Core.Messaging;
using Sts.Tests.Core.Kafka;
using Some = Sts.Tests.Core.Kafka.Some;

namespace Sts.Tests.Core.Diagnostics;

public sealed class TracerTests
{
    private readonly string _traceId = ActivityTraceId.CreateRandom().ToHexString();
    private readonly string _spanId = ActivitySpanId.CreateRandom().ToHexString();

    [Test]
    public async Task CurrentTraceId_WhileAMessageIsProcessed_IsTheOneItCameWith()
    {
        var ids = await SeenWhileProcessingAsync(Traced());

        ids.Should().Equal(_traceId);
        Tracer.CurrentTraceId.Should().BeNull("the work is over");
    }

    [Test]
    public async Task CurrentTraceId_MessageWithoutATrace_FollowsFromItsPosition()
    {
        var message = Some.Message(Some.Assignment(), 7);

        var ids = await SeenWhileProcessingAsync(message);

        ids.Should().Equal(TraceIds.Of(new MessagePosition(Some.Log, Some.Partition.Topic, 0, 7)).TraceId.ToHexString());
    }

    [Test]
    public async Task CurrentTraceId_InWhatOutlivesItsMessage_StaysTheSame()
    {
        var goOn = new TaskCompletionSource();
        Task<string?>? background = null;

        var first = ExecuteAsync([Traced()], () => background = BackgroundAsync(goOn.Task));
        await first;
        goOn.SetResult();

        (await background!).Should().Be(_traceId);
    }

    [Test]
    public async Task ExecuteAsync_OneMessage_IsASpanBelowTheOneThatSentIt()
    {
        using var spans = new RecordedSpans();

        await ExecuteAsync([Traced()], () => Tracer.Start("inner")?.Dispose());

        var found = spans.Of(ActivityTraceId.CreateFromString(_traceId));
        var process = found.Should().ContainSingle(span => span.DisplayName == $"process {Some.Partition.Topic}").Subject;
        (process.Kind, process.ParentSpanId.ToHexString()).Should().Be((ActivityKind.Consumer, _spanId));
        process.GetTagItem("messaging.system").Should().Be("kafka");
        process.GetTagItem("messaging.destination.partition.id").Should().Be("0");
        process.TagObjects.Should().NotContain(tag => tag.Key == "messaging.kafka.message.key", "a key is a user");
        found.Should().ContainSingle(span => span.DisplayName == "inner" && span.ParentSpanId == process.SpanId);
    }

    [Test]
    public async Task ExecuteAsync_MessageWithoutATrace_BeginsOne()
    {
        using var spans = new RecordedSpans();
        var message = Some.Message(Some.Assignment(), Random.Shared.NextInt64());

        await ExecuteAsync([message], () => { });

        spans.Of(message.Trace.TraceId).Should().ContainSingle().Which.ParentSpanId.Should().Be(default(ActivitySpanId));
    }

    [Test]
    public async Task ExecuteAsync_Batch_IsOneSpanOfItsOwnWithLinks()
    {
        using var spans = new RecordedSpans();
        var assignment = Some.Assignment();
        var current = "";

        await ExecuteAsync([Traced(assignment), Some.Message(assignment, 8)], () => current = Tracer.CurrentTraceId!);

        var trace = ActivityTraceId.CreateFromString(_traceId);
        spans.Of(trace).Should().BeEmpty();
        var batch = spans.LinkedTo(trace).Should().ContainSingle().Subject;
        batch.Links.Should().ContainSingle().Which.Context.SpanId.ToHexString().Should().Be(_spanId);
        batch.GetTagItem("messaging.batch.message_count").Should().Be(2);
        batch.TraceId.ToHexString().Should().Be(current);
    }

    [Test]
    public async Task ExecuteAsync_Failure_SaysOfWhatTypeAndNotWhatWasSaid()
    {
        using var spans = new RecordedSpans();

        await ExecuteAsync([Traced()], () => throw new InvalidMessageException("a secret"));

        var span = spans.Of(ActivityTraceId.CreateFromString(_traceId)).Should().ContainSingle().Subject;
        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("error.type").Should().Be(typeof(InvalidMessageException).FullName);
        (span.StatusDescription + string.Join(' ', span.TagObjects.Select(tag => tag.Value))).Should().NotContain("secret");
    }

    [Test]
    public async Task Publish_EventOfOneInABatch_IsOfThatMessage()
    {
        using var stop = new CancellationTokenSource();
        var events = new PipelineEvents(TimeProvider.System);
        var watched = events.WatchAsync(stop.Token).GetAsyncEnumerator();
        var (assignment, told) = (Some.Assignment(), new MessageContext<string>("", null, default) { Work = Traced() });

        await ExecuteAsync([Some.Message(assignment, 1), Some.Message(assignment, 2)], () => events.Publish("type", "alice", "detail", EventFacts.About(told)));

        (await watched.MoveNextAsync()).Should().BeTrue();
        (watched.Current.TraceId, watched.Current.Position!.Value.Offset).Should().Be((_traceId, 7));
        await stop.CancelAsync();
    }

    [Test]
    public async Task EnsureTrace_WithoutOne_BeginsOneThatLastsForTheMethod()
    {
        var id = await BeginAsync();

        id.Should().MatchRegex("^[0-9a-f]{32}$");
        Tracer.CurrentTraceId.Should().BeNull();

        static async Task<string> BeginAsync()
        {
            var id = Tracer.EnsureTrace();
            await Task.Yield();
            Tracer.EnsureTrace().Should().Be(id).And.Be(Tracer.CurrentTraceId);
            return id;
        }
    }

    private static async Task<string?> BackgroundAsync(Task goOn)
    {
        await goOn;
        return Tracer.CurrentTraceId;
    }

    private static async Task<List<string?>> SeenWhileProcessingAsync(InFlightMessage message)
    {
        var ids = new List<string?>();
        await ExecuteAsync([message], () => ids.Add(Tracer.CurrentTraceId));
        return ids;
    }

    private static async Task ExecuteAsync(InFlightMessage[] messages, Action process)
    {
        var processor = Some.Processor();
        var handler = new ScriptedHandler(_ =>
        {
            process();
            return Task.CompletedTask;
        });
        var executor = new MessageExecutor(
            processor, handler, new CollectingDeadLetters(), new ProcessorStatus(processor, Some.Metrics()), TimeProvider.System, NullLogger<MessageExecutor>.Instance);
        foreach (var message in messages)
        {
            message.Assignment.Received(message);
        }

        await executor.ExecuteAsync(messages, new Attempts());
    }

    private InFlightMessage Traced(PartitionAssignment? assignment = null) => new(
        new ConsumeResult<byte[]?, byte[]?>
        {
            TopicPartitionOffset = new TopicPartitionOffset(Some.Partition, 7),
            Message = new Message<byte[]?, byte[]?> { Value = [1], Headers = new Headers { { "traceparent", Encoding.ASCII.GetBytes($"00-{_traceId}-{_spanId}-01") } } },
        },
        assignment ?? Some.Assignment());
}
