using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Api;

[Category("Integration")]
public sealed class HistoryTests
{
    private static HostProcess Host => ApiHost.Host;

    private static HttpClient Http => ApiHost.Host.Http;

    [Test]
    public async Task Transcriptions_OfAUser_AreNewestFirstWithTheirPlaceInTheLog()
    {
        var user = ApiHost.NewUser();
        var now = TimeProvider.System.GetUtcNow();
        using var producer = await ForeignProducer.ToAsync(Host);
        await producer.SayAsync(user, "second", now.AddSeconds(-20));
        var last = await producer.SayAsync(user, "third", now.AddSeconds(-10));
        await producer.SayAsync(user, "first, but told last", now.AddSeconds(-30));

        var rows = await ListAsync($"/api/transcriptions?user={user}", count: 3);

        rows.Select(row => row.Text("text")).Should().Equal("third", "second", "first, but told last");
        var newest = rows[0];
        newest.ShouldHaveMembers("id", "user", "text", "timestamp", "topic", "partition", "offset");
        newest.Text("user").Should().Be(user);
        newest.Text("topic").Should().Be("transcriptions.all");
        newest.GetProperty("partition").GetInt32().Should().Be(last.Partition.Value);
        newest.GetProperty("offset").GetInt64().Should().Be(last.Offset.Value);
        (await Host.ListAsync($"/api/transcriptions?user={user}&limit=2")).Select(row => row.Text("text")).Should().Equal("third", "second");
        (await Host.ListAsync("/api/transcriptions?limit=1000")).Should().Contain(row => row.Text("user") == user);
    }

    [Test]
    public async Task Sessions_OneEndedOnRequestAndOneOpen_AreFoundByUserStateAndId()
    {
        var (alice, bob) = (ApiHost.NewUser(), ApiHost.NewUser());
        await SayAsync(alice, "I slept well.");
        await SayAsync(bob, "So did I.");
        await ListAsync($"/api/sessions?user={alice}&active=true", count: 1);
        await SayAsync(alice, "Thanks, that's all for now. Goodbye!");

        JsonElement ended = default;
        await WaitFor.ConditionAsync(
            async () => (ended = (await Host.ListAsync($"/api/sessions?user={alice}&active=false")).Single()).Text("summary") is not null,
            ApiHost.Deadline, "the summary");

        ended.ShouldHaveMembers("id", "user", "active", "startTime", "endTime", "endReason", "summary");
        ended.Text("user").Should().Be(alice);
        ended.GetProperty("active").GetBoolean().Should().BeFalse();
        ended.GetProperty("endTime").GetDateTimeOffset().Should().BeAfter(ended.GetProperty("startTime").GetDateTimeOffset());
        ended.Text("endReason").Should().NotBeNullOrEmpty();
        var open = (await ListAsync($"/api/sessions?user={bob}", count: 1)).Single();
        open.GetProperty("active").GetBoolean().Should().BeTrue();
        open.GetProperty("endTime").ValueKind.Should().Be(JsonValueKind.Null);
        (await Host.ListAsync($"/api/sessions?user={bob}&active=false")).Should().BeEmpty();
        (await Host.ListAsync("/api/sessions?active=true&limit=1000")).Should().OnlyContain(session => session.GetProperty("active").GetBoolean());
        var details = await Host.GetAsync($"/api/sessions/{ended.GetProperty("id")}");
        details.GetRawText().Should().StartWith(ended.GetRawText()[..^1]);
        details.GetProperty("transcript").EnumerateArray().Select(said => said.Text("text")).Should().Equal("I slept well.", "Thanks, that's all for now. Goodbye!");
    }

    [Test]
    public async Task Actions_OfAUser_AreNewestFirstWithTheReasoning()
    {
        var user = ApiHost.NewUser();
        await SayAsync(user, "Turn off the lights.");
        await SayAsync(user, "Set a timer for ten minutes.");

        var rows = await ListAsync($"/api/actions?user={user}", count: 2);

        rows.Select(row => row.Text("originalText")).Should().Equal("Set a timer for ten minutes.", "Turn off the lights.");
        await WaitFor.ConditionAsync(
            async () => (await Host.ListAsync($"/api/actions?user={user}")).All(row => row.Text("speechOutcome") is not null), ApiHost.Deadline, "what became of the answers");
        rows[0].ShouldHaveMembers(
            "user", "originalText", "reasoning", "categorization", "refinedPrompt", "timestamp", "spokenAt", "speechOutcome");
        rows[0].Text("reasoning").Should().NotBeNullOrEmpty();
        (await Host.ListAsync($"/api/actions?user={user}&limit=1")).Single().Text("originalText").Should().Be("Set a timer for ten minutes.");
    }

    [Test]
    public async Task Lists_OfAUserNobodyKnows_AreEmpty([Values("transcriptions", "sessions", "actions")] string list) =>
        (await Host.GetAsync($"/api/{list}?user={ApiHost.NewUser()}")).GetRawText().Should().Be("[]");

    [Test]
    public async Task Lists_WithALimitThatCannotBe_SayWhatCan(
        [Values("transcriptions", "sessions", "actions")] string list, [Values("0", "-1", "1001", "many")] string limit)
    {
        using var response = await Http.GetAsync($"/api/{list}?limit={limit}");

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "limit", limit);
    }

    [TestCase("limit=many", "'limit' is 'many', but must be a whole number.")]
    [TestCase("active=maybe", "'active' is 'maybe', but must be true or false.")]
    public async Task Sessions_ParameterOfAnotherKind_IsRefusedInPlainWords(string query, string detail)
    {
        using var response = await Http.GetAsync($"/api/sessions?{query}");

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, detail);
    }

    [Test]
    public async Task Sessions_WithAStateThatCannotBe_SaysWhichValue()
    {
        using var response = await Http.GetAsync("/api/sessions?active=perhaps");

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "active", "perhaps");
    }

    [TestCase("/api/sessions/2147483647", HttpStatusCode.NotFound)]
    [TestCase("/api/sessions/first", HttpStatusCode.NotFound)]
    [TestCase("/api/nothing", HttpStatusCode.NotFound)]
    public async Task Get_WhatIsNotThere_IsAProblem(string path, HttpStatusCode status)
    {
        using var response = await Http.GetAsync(path);

        await response.ShouldBeProblemAsync(status);
    }

    [Test]
    public async Task Delete_OfTranscriptions_IsNotAllowed()
    {
        using var response = await Http.DeleteAsync("/api/transcriptions");

        await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
    }

    private static async Task SayAsync(string user, string text)
    {
        using var response = await Http.PostAsJsonAsync("/api/transcriptions", new { user, text });
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(string path, int count)
    {
        IReadOnlyList<JsonElement> found = [];
        await WaitFor.ConditionAsync(async () => (found = await Host.ListAsync(path)).Count == count, ApiHost.Deadline, $"{count} of {path}");
        return found;
    }
}
