using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Api;

[Category("Integration")]
public sealed class OperationTests
{
    private static HostProcess Host => ApiHost.Host;

    private static HttpClient Http => ApiHost.Host.Http;

    [Test]
    public async Task Health_OfAHostWithItsAssignments_IsLiveAndReady()
    {
        (await Host.GetAsync("/health/live")).Text("status").Should().Be("live");

        var ready = await Host.GetAsync("/health/ready");
        ready.Text("status").Should().Be("ready");
        ready.GetProperty("processors").EnumerateObject().Select(processor => $"{processor.Name} {processor.Value}").Should()
            .BeEquivalentTo("Aggregator Running", "Intent Running", "Persistence Running", "RealTime Running", "Session Running");
    }

    [Test]
    public async Task Health_OfAHostWhoseBrokerIsAway_IsLiveAndNotReady()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.ListenAsync(
            folder.Path, [$"--Kafka:BootstrapServers=127.0.0.1:{TestEnvironment.FreePort()}", "--Kafka:ClusterId=away", "--Speech:Provider=None"]);

        using var live = await host.Http.GetAsync("/health/live");
        using var ready = await host.Http.GetAsync("/health/ready");

        live.StatusCode.Should().Be(HttpStatusCode.OK);
        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        var answer = await ready.Content.ReadFromJsonAsync<JsonElement>();
        answer.Text("status").Should().Be("not ready");
        answer.GetProperty("processors").Text("RealTime").Should().Be("Starting");
        await WaitFor.ConditionAsync(
            async () =>
            {
                using var stored = await host.Http.GetAsync("/api/transcriptions");
                stored.StatusCode.Should().BeOneOf([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], "the database may still be set up");
                return stored.StatusCode == HttpStatusCode.OK;
            },
            ApiHost.Deadline, "the database to be readable without a broker");
        (await host.StopAsync()).Should().Be(0, host.Output);
    }

    [Test]
    public async Task Info_OfAHost_TellsWhatItRunsOn()
    {
        var info = await Host.GetAsync("/api/info");

        info.ShouldHaveMembers("version", "bootstrapServers", "schemaRegistryUrl", "database", "agents", "speech", "processors", "plugins");
        info.Text("version").Should().MatchRegex(@"^\d+\.\d+\.\d+");
        info.Text("bootstrapServers").Should().MatchRegex(@"^127\.0\.0\.1:\d+$");
        info.Text("schemaRegistryUrl").Should().MatchRegex(@"^http://127\.0\.0\.1:\d+$").And.NotBe(Http.BaseAddress!.ToString().TrimEnd('/'));
        info.Text("database").Should().Contain("SQLite").And.EndWith("sts.db");
        var processors = info.GetProperty("processors").EnumerateArray().ToArray();
        processors.Should().HaveCount(5);
        var realTime = processors.Single(processor => processor.Text("name") == "RealTime");
        realTime.ShouldHaveMembers("name", "state", "topics", "groupId", "lag", "inFlight", "lastError");
        realTime.Text("state").Should().Be("Running");
        realTime.Text("groupId").Should().Be("sts.realtime");
        realTime.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()).Should().Equal("transcriptions.all");
    }

    [Test]
    public async Task Metrics_AfterAnUtterance_ShowTheEnginesInstruments()
    {
        using var response = await Http.PostAsJsonAsync("/api/transcriptions", new { user = ApiHost.NewUser(), text = "hello" });
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);

        await WaitFor.ConditionAsync(
            async () =>
            {
                var metrics = await Http.GetStringAsync("/metrics");
                return metrics.Contains("messaging_client_consumed_messages", StringComparison.Ordinal)
                    && metrics.Contains("messaging_process_duration_seconds_bucket", StringComparison.Ordinal)
                    && metrics.Contains("sts_processor=\"RealTime\",le=\"0.005\"", StringComparison.Ordinal)
                    && metrics.Contains("sts_processor=\"Persistence\"", StringComparison.Ordinal);
            },
            ApiHost.Deadline, "the instruments of the engine");
    }

    [Test]
    public async Task Registry_OnItsPort_ServesItselfAndNothingOfTheApi()
    {
        using var registry = new HttpClient { BaseAddress = new Uri((await Host.GetAsync("/api/info")).Text("schemaRegistryUrl")!) };
        using var producer = await ForeignProducer.ToAsync(Host);
        await producer.SayAsync(ApiHost.NewUser(), "hello");

        (await registry.GetFromJsonAsync<string[]>("/subjects")).Should().Contain("transcriptions.all-value");
        foreach (var path in new[] { "/api/info", "/api/transcriptions", "/health/live", "/metrics" })
        {
            using var response = await registry.GetAsync(path);
            response.StatusCode.Should().Be(HttpStatusCode.NotFound, path);
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error_code").GetInt32().Should().Be(404);
        }
    }

    [Test]
    public async Task Api_OnItsPort_ServesNothingOfTheRegistry([Values("/subjects", "/schemas/ids/1", "/config")] string path)
    {
        using var response = await Http.GetAsync(path);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Events_WhileSomebodySpeaks_AreStreamedAsTheyHappen()
    {
        var user = ApiHost.NewUser();
        using var patience = new CancellationTokenSource(ApiHost.Deadline);
        // The answer begins with the first event, so somebody has to speak before there is one.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events");
        var opening = Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        await WaitFor.ConditionAsync(
            async () =>
            {
                using var said = await Http.PostAsJsonAsync("/api/transcriptions", new { user = ApiHost.NewUser(), text = "hello" });
                return opening.IsCompleted;
            },
            ApiHost.Deadline, "the stream to open");
        using var response = await opening;
        response.Content.Headers.ContentType?.MediaType.Should().Be("text/event-stream");
        using var spoken = await Http.PostAsJsonAsync("/api/transcriptions", new { user, text = "turn off the lights" });

        var seen = new Dictionary<string, JsonElement>();
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            var data = JsonSerializer.Deserialize<JsonElement>(item.Data);
            if (data.Text("user") == user)
            {
                seen.TryAdd(item.EventType, data);
            }

            if (seen.ContainsKey("session.opened") && seen.ContainsKey("action.produced") && seen.ContainsKey("utterance.stored"))
            {
                break;
            }
        }

        seen.Should().ContainKey("decision.made");
        seen["utterance.stored"].ShouldHaveMembers("type", "user", "detail", "time", "traceId", "processor", "position", "producedAt", "decision", "sessionId", "actionId");
        seen["utterance.stored"].Text("type").Should().Be("utterance.stored");
        seen["utterance.stored"].Text("detail").Should().Be("turn off the lights");
    }
}
