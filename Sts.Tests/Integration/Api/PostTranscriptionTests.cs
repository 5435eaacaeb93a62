using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sts.Tests.Agents;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Api;

[Category("Integration")]
public sealed class PostTranscriptionTests
{
    private const string Path = "/api/transcriptions";

    private static HttpClient Http => ApiHost.Host.Http;

    [TestCase("2026-01-31T18:30:00+02:00", "2026-01-31T16:30:00")]
    [TestCase("2026-01-31 18:30:00.25", "2026-01-31T18:30:00.25")]
    [TestCase("1769884200", "2026-01-31T18:30:00")]
    [TestCase("1769884200123", "2026-01-31T18:30:00.123")]
    public async Task Post_WithTimestamp_StoresThatTimeInUtc(string timestamp, string expected)
    {
        var user = ApiHost.NewUser();

        using var response = await Http.PostAsJsonAsync(Path, new { user, text = "hello", timestamp });

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var stored = await StoredAsync(user);
        stored.GetProperty("timestamp").GetDateTimeOffset().Should().Be(DateTimeOffset.Parse(expected + "Z", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Test]
    public async Task Post_WithoutTimestamp_IsAcceptedAsSaidNowAndStoredAsItIs()
    {
        const string text = "he said \"schöne Grüße\" 🙂";
        var user = ApiHost.NewUser();
        var before = TimeProvider.System.GetUtcNow();

        using var response = await Http.PostAsJsonAsync(Path, new { user, text });

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("user").Should().Be(user);
        var stored = await StoredAsync(user);
        stored.Text("text").Should().Be(text);
        stored.GetProperty("timestamp").GetDateTimeOffset().Should().BeOnOrAfter(before.AddMilliseconds(-1)).And.BeBefore(before.AddMinutes(1));
    }

    [TestCase("""{"text": "hi"}""", "'user'")]
    [TestCase("""{"user": " ", "text": "hi"}""", "'user'")]
    [TestCase("""{"user": "alice"}""", "'text'")]
    [TestCase("""{"user": "alice", "text": "\n"}""", "'text'")]
    [TestCase("""{"user": "alice", "text": "a\u0000b"}""", "NUL")]
    [TestCase("""{"user": "alice", "text": "hi", "timestamp": "yesterday"}""", "'timestamp'")]
    [TestCase("""{"user": "alice", "text": "hi" """, "JSON", "line 1")]
    [TestCase("""{"user": 5, "text": "hi"}""", "JSON", "$.user")]
    [TestCase("hello", "JSON")]
    [TestCase("", "body")]
    public async Task Post_WrongBody_SaysWhatIsWrong(string body, params string[] words)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(Path, content);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, words);
    }

    [Test]
    public async Task Post_UserOf257Characters_IsRefusedAndOneOf256IsNot()
    {
        var user = ApiHost.NewUser().PadRight(256, 'x');

        using var tooLong = await Http.PostAsJsonAsync(Path, new { user = user + "x", text = "hi" });
        using var longest = await Http.PostAsJsonAsync(Path, new { user, text = "hi" });

        await tooLong.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "'user'", "256");
        longest.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Test]
    public async Task Post_NotJson_NamesTheMediaType()
    {
        using var content = new StringContent("user=alice&text=hi", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await Http.PostAsync(Path, content);

        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "JSON");
    }

    [Test]
    public async Task Post_MoreThanFourMebibytes_IsTooLarge()
    {
        using var response = await Http.PostAsJsonAsync(Path, new { user = ApiHost.NewUser(), text = new string('a', 4 * 1024 * 1024) });

        await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too large");
    }

    [Test]
    public async Task Post_EmbeddedBrokerFullOfWhatRealTimeHasNotDecided_AnswersTryAgainAndLosesNothing()
    {
        const int largeText = 1_200_000;
        var llm = await FakeLlmServer.StartAsync();
        Enumerable.Range(0, 20).ToList().ForEach(_ => llm.ThenHang());
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(
            folder.Path, "--Speech:Provider=None", "--Agents:Provider=OpenAI", "--Agents:OpenAI:Model=slow", $"--Agents:OpenAI:Endpoint={llm.Endpoint}",
            "--Agents:OpenAI:Timeout=00:01:00", "--Agents:OpenAI:TotalTimeout=00:01:00", "--Agents:OpenAI:MaxRetries=0");

        var accepted = 0;
        HttpResponseMessage response;
        while ((response = await SayAsync()).StatusCode == HttpStatusCode.Accepted)
        {
            response.Dispose();
            accepted++;
            (accepted * largeText).Should().BeLessThan(5 * 1024 * 1024, "that is all that a partition keeps");
        }

        using (response)
        {
            await response.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "embedded broker", "Kafka:BootstrapServers");
            response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        }

        // Without the model the local agents decide, and the room comes back.
        await llm.DisposeAsync();
        await WaitFor.ConditionAsync(
            async () =>
            {
                using var again = await SayAsync();
                return again.StatusCode == HttpStatusCode.Accepted;
            },
            ApiHost.Deadline, "room for one more");
        accepted++;
        await WaitFor.ConditionAsync(
            async () => (await host.ListAsync("/api/transcriptions?user=alice")).Count == accepted, ApiHost.Deadline, "all that was accepted to be stored");
        await WaitFor.ConditionAsync(
            async () => (await host.ListAsync("/api/actions?user=alice")).Count == accepted, ApiHost.Deadline, "all that was accepted to be decided on");

        Task<HttpResponseMessage> SayAsync() =>
            host.Http.PostAsJsonAsync(Path, new { user = "alice", text = "Please turn off the lights. " + new string('a', largeText) });
    }

    private static async Task<JsonElement> StoredAsync(string user)
    {
        IReadOnlyList<JsonElement> stored = [];
        await WaitFor.ConditionAsync(
            async () => (stored = await ApiHost.Host.ListAsync($"/api/transcriptions?user={user}")).Count > 0, ApiHost.Deadline, "the utterance");
        return stored.Single();
    }
}
