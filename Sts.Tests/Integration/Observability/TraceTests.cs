using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Observability;

/// <summary>One utterance is one trace through all topics, as a host tells of it.</summary>
[Category("Integration")]
public sealed class TraceTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string[] Hops =
    [
        "utterance.stored", "decision.made", "action.produced", "answer.spoken", "session.requested", "session.opened", "session.closed", "aggregation.requested",
        "summary.stored",
    ];

    private TemporaryFolder _folder = null!;
    private HostProcess _host = null!;
    private ForeignProducer _producer = null!;
    private EventStream _events = null!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(_folder.Path, "--Speech:Output=File", "--Speech:Directory=speech");
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
