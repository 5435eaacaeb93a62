using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Observability;

/// <summary>One utterance is one trace through all topics, in the events of a host and in the spans that it sends.</summary>
[Category("Integration")]
public sealed class TraceTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private const string Secret = "t0p-secret";

    private static readonly string[] Hops =
    [
        "utterance.stored", "decision.made", "action.produced", "answer.spoken", "session.requested", "session.opened", "session.closed", "aggregation.requested",
        "summary.stored",
    ];

    private OtlpReceiver _receiver = null!;
    private TemporaryFolder _folder = null!;
    private HostProcess _host = null!;
    private ForeignProducer _producer = null!;
    private EventStream _events = null!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _folder = new TemporaryFolder();
        _receiver = await OtlpReceiver.StartAsync();
        _host = await HostProcess.StartAsync(
            _folder.Path,
            [
                "--Speech:Output=File", "--Speech:Directory=speech", $"--Telemetry:Otlp:Endpoint={_receiver.Endpoint}", "--Telemetry:Otlp:Protocol=HttpProtobuf",
                $"--Telemetry:Otlp:Headers=Authorization=Bearer {Secret}", "--Telemetry:Metrics:Interval=00:00:01",
            ],
            new Dictionary<string, string> { ["OTEL_BSP_SCHEDULE_DELAY"] = "100", ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test" });
        _producer = await ForeignProducer.ToAsync(_host);
        _events = await EventStream.WatchAsync(_host, () => _producer.SayAsync("witness", "hmm"));
    }

    [OneTimeTearDown]
    public async Task StopHost()
    {
        await _events.DisposeAsync();
        _producer.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
        await _receiver.DisposeAsync();
    }

    [Test]
    public async Task Events_OfAPostedUtterance_HaveTheTraceThatItWasAnsweredWith()
    {
        var user = $"poster{Guid.NewGuid():N}";

        await PostAsync(user, "hello there"); // opens the session
        var traceId = await PostAsync(user, "goodbye");

        await ExpectAsync(user, traceId, "decision.made", "session.closed", "aggregation.requested", "summary.stored");
    }

    [Test]
    public async Task Events_OfAForeignProducer_HaveItsTrace()
    {
        var (user, traceId) = ($"foreign{Guid.NewGuid():N}", ActivityTraceId.CreateRandom().ToHexString());
        var spanId = ActivitySpanId.CreateRandom().ToHexString();

        await _producer.SayAsync(user, "turn off the lights", new Headers { { "traceparent", System.Text.Encoding.ASCII.GetBytes($"00-{traceId}-{spanId}-01") } });

        await ExpectAsync(user, traceId, Hops[..6]);
    }

    [Test]
    public async Task Events_OfAnUtteranceWithoutATrace_AgreeOnOne()
    {
        var user = $"plain{Guid.NewGuid():N}";

        await _producer.SayAsync(user, "turn off the lights");

        await WaitFor.ConditionAsync(() => _events.Count(user, "utterance.stored") > 0, Deadline, "the utterance to be stored");
        var traceId = _events.Of(user)[0].TraceId!;
        traceId.Should().MatchRegex("^[0-9a-f]{32}$");
        await ExpectAsync(user, traceId, Hops[..6]);
    }

    [Test]
    public async Task Events_OfADecision_TellWhoDecidedAndWhenTheMessageWasWritten()
    {
        var (user, before) = ($"decided{Guid.NewGuid():N}", TimeProvider.System.GetUtcNow());

        await PostAsync(user, "turn off the lights");

        await WaitFor.ConditionAsync(() => _events.Count(user, "answer.spoken") > 0, Deadline, "the answer");
        var decided = _events.Of(user).Single(happened => happened.Type == "decision.made");
        decided.Processor.Should().Be("RealTime");
        decided.Decision!.ActionRequired.Should().BeTrue();
        decided.Decision.Stage.Should().Be("grammar");
        decided.Decision.Rule.Should().NotBeNullOrEmpty();
        decided.ProducedAt.Should().BeOnOrAfter(before.AddMilliseconds(-1)).And.BeOnOrBefore(decided.Time);
        var spoken = _events.Of(user).Single(happened => happened.Type == "answer.spoken");
        (spoken.Processor, spoken.ActionId).Should().Be(("Intent", spoken.ActionId!.Value));
    }

    [Test]
    public async Task Spans_OfAPostedUtterance_AreOneTraceFromTheRequestToTheSummary()
    {
        var user = $"traced{Guid.NewGuid():N}";
        await PostAsync(user, "hello there");

        var traceId = await PostAsync(user, "goodbye");

        await ExpectPathAsync(
            traceId, "POST /api/transcriptions", "send transcriptions.all", "process transcriptions.all", "send sessions.management", "process sessions.management",
            "send aggregations.request", "process aggregations.request", "summarise");
        var request = _receiver.Of(traceId).Single(span => span.ParentSpanId.Length == 0);
        (request.Name, request.Kind).Should().Be(("POST /api/transcriptions", 2));
        foreach (var span in _receiver.Spans)
        {
            string.Join(' ', span.Attributes.Values.Prepend(span.Name)).Should().NotContainAny(user, "hello there");
        }
    }

    [Test]
    public async Task Spans_OfAForeignProducer_ContinueItsTraceThroughTheAnswer()
    {
        var (user, traceId) = ($"foreign{Guid.NewGuid():N}", ActivityTraceId.CreateRandom().ToHexString());
        var spanId = ActivitySpanId.CreateRandom().ToHexString();

        await _producer.SayAsync(user, "turn off the lights", new Headers { { "traceparent", System.Text.Encoding.ASCII.GetBytes($"00-{traceId}-{spanId}-01") } });

        await ExpectPathAsync(traceId, "process transcriptions.all", "send transcriptions.agent.action", "process transcriptions.agent.action", "speak");
        await WaitForSpansAsync(traceId, "decide");
        var spans = _receiver.Of(traceId);
        spans.Where(span => span.Name == "process transcriptions.all").Should().OnlyContain(span => span.ParentSpanId == spanId);
        var process = spans.First(span => span.Name == "process transcriptions.all" && span.Attributes["sts.processor"] == "RealTime");
        process.Attributes.Should().Contain("messaging.system", "kafka").And.Contain("messaging.consumer.group.name", "sts.realtime")
            .And.ContainKey("messaging.kafka.offset").And.Contain("messaging.operation.type", "process");
        spans.Single(span => span.Name == "decide").Attributes.Should().Contain("sts.decision.stage", "grammar").And.Contain("sts.decision.action_required", "true");
    }

    [Test]
    public async Task Spans_OfSomebodyWhoDoesNotRecord_AreNotRecordedEither()
    {
        var (user, traceId) = ($"unsampled{Guid.NewGuid():N}", ActivityTraceId.CreateRandom().ToHexString());

        await _producer.SayAsync(
            user, "turn off the lights", new Headers { { "traceparent", System.Text.Encoding.ASCII.GetBytes($"00-{traceId}-{ActivitySpanId.CreateRandom().ToHexString()}-00") } });

        await ExpectAsync(user, traceId, Hops[..4]);
        var next = await PostAsync(user, "turn off the lights");
        await WaitForSpansAsync(next, "speak");
        _receiver.Of(traceId).Should().BeEmpty();
    }

    [Test]
    public async Task Spans_OfTheHost_SayWhoItIsAndLeaveOutWhatOnlyWatches()
    {
        await _host.GetAsync("/health/live");
        await _host.Http.GetStringAsync("/metrics");
        using var answer = await _host.Http.GetAsync("/api/sessions?user=somebody");
        await WaitFor.ConditionAsync(() => _receiver.Spans.Any(span => span.Name == "GET /api/sessions"), Deadline, "the span of a request");

        _receiver.Resource.Should().Contain("service.name", "sts").And.ContainKey("service.version").And.Contain("deployment.environment.name", "test");
        _receiver.Authorizations.Should().OnlyContain(sent => sent == $"Bearer {Secret}");
        _receiver.Spans.Should().NotContain(span => span.Name.Contains("/health") || span.Name.Contains("/metrics"));
        _receiver.Spans.SelectMany(span => span.Attributes.Values).Should().NotContain(value => value.Contains("somebody"));
        _host.Output.Should().NotContain(Secret);
    }

    [Test]
    public async Task Metrics_AreSentUnderTheNamesOfTheConventions()
    {
        await PostAsync($"measured{Guid.NewGuid():N}", "turn off the lights");

        string[] expected =
        [
            "messaging.client.sent.messages", "messaging.client.operation.duration", "messaging.client.consumed.messages", "messaging.process.duration",
            "sts.processor.lag", "sts.processor.in_flight", "sts.processor.running", "sts.decision.duration", "sts.sessions.opened", "sts.speech.first_audio.duration",
            "http.server.request.duration",
        ];
        await WaitFor.ConditionAsync(() => expected.All(_receiver.Metrics.ContainsKey), Deadline, "the metrics");
        _receiver.Metrics["messaging.process.duration"].Should().Be("s");
    }

    private static List<string> Path(IReadOnlyList<ReceivedSpan> spans, ReceivedSpan last)
    {
        var path = new List<string>();
        for (var span = last; span is not null; span = spans.SingleOrDefault(other => other.SpanId == span.ParentSpanId))
        {
            path.Insert(0, span.Name);
        }

        return path;
    }

    // A span arrives when it has ended, which a span's parent may do after it.
    private Task ExpectPathAsync(string traceId, params IReadOnlyList<string> names) => WaitFor.ConditionAsync(
        () =>
        {
            var spans = _receiver.Of(traceId);
            Path(spans, spans.Single(span => span.Name == names[^1])).Should().Equal(names);
            return true;
        },
        Deadline, $"the way of trace {traceId}");

    private Task WaitForSpansAsync(string traceId, params IReadOnlyList<string> names) => WaitFor.ConditionAsync(
        () =>
        {
            _receiver.Of(traceId).Select(span => span.Name).Should().Contain(names);
            return true;
        },
        Deadline, $"spans of trace {traceId}");

    private async Task<string> PostAsync(string user, string text)
    {
        using var response = await _host.Http.PostAsJsonAsync("/api/transcriptions", new { user, text });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("traceId").GetString()!;
    }

    private async Task ExpectAsync(string user, string traceId, params IReadOnlyList<string> hops)
    {
        await WaitFor.ConditionAsync(
            () =>
            {
                _events.Of(user).Where(happened => happened.TraceId == traceId).Select(happened => happened.Type).Should().Contain(hops);
                return true;
            },
            Deadline, $"{string.Join(", ", hops)} in trace {traceId}");
    }
}
