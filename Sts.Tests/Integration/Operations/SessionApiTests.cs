using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sts.Tests.Integration.Api;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Operations;

[Category("Integration")]
public sealed class SessionApiTests
{
    private static HttpClient Http => OperatedHost.Host.Http;

    [Test]
    public async Task Close_OfAnActiveSession_EndsAndSummarisesItWithAllThatWasSaid()
    {
        var user = OperatedHost.NewUser();
        var id = await TalkAsync(user, "I planted tomatoes.", "They grow quickly.");

        using var refused = await Http.PostAsync($"/api/sessions/{id}/summarise", null);
        using var accepted = await Http.PostAsync($"/api/sessions/{id}/close", null);

        await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, $"Session {id}", "Close it first");
        accepted.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var session = await SummarisedAsync(id);
        session.GetProperty("active").GetBoolean().Should().BeFalse();
        session.Text("endReason").Should().Be("It was closed by hand.");
        session.Text("summary").Should().StartWith("2 utterances");
        session.GetProperty("transcript").EnumerateArray().Select(said => said.Text("text")).Should().Equal("I planted tomatoes.", "They grow quickly.");
        using var again = await Http.PostAsync($"/api/sessions/{id}/close", null);
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict, "has ended already");
    }

    [Test]
    public async Task Close_ThenTheUserSpeaksAtOnce_OpensANewSession()
    {
        var user = OperatedHost.NewUser();
        var id = await TalkAsync(user, "I planted tomatoes.");
        using var closed = await Http.PostAsync($"/api/sessions/{id}/close", null);
        await SummarisedAsync(id);

        var next = await TalkAsync(user, "And now beans.");

        next.Should().BeGreaterThan(id);
    }

    [Test]
    public async Task Summarise_OfASummarisedSession_MakesItsSummaryAnewThoughNothingElseWasSaid()
    {
        var user = OperatedHost.NewUser();
        await using var events = await EventStream.WatchAsync(OperatedHost.Host, () => SayAsync(OperatedHost.NewUser(), "hello"));
        var id = await TalkAsync(user, "I planted tomatoes.");
        using var closed = await Http.PostAsync($"/api/sessions/{id}/close", null);
        await WaitFor.ConditionAsync(() => events.Count(user, "summary.stored") == 1, OperatedHost.Deadline, "the first summary");

        using var accepted = await Http.PostAsync($"/api/sessions/{id}/summarise", null);

        accepted.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await WaitFor.ConditionAsync(() => events.Count(user, "summary.stored") == 2, OperatedHost.Deadline, "the second summary");
    }

    [Test]
    public async Task Sessions_SearchedFor_AreFoundByWhatWasSaid()
    {
        var (user, word) = (OperatedHost.NewUser(), $"w{Guid.NewGuid():N}");
        var id = await TalkAsync(user, $"I planted {word} today.");

        var found = await OperatedHost.Host.ListAsync($"/api/sessions?search={word.ToUpperInvariant()}");

        found.Single().GetProperty("id").GetInt32().Should().Be(id);
        (await OperatedHost.Host.ListAsync($"/api/sessions?search={word}&active=false")).Should().BeEmpty();
    }

    [TestCase("close")]
    [TestCase("summarise")]
    public async Task Session_ThatIsNotThere_IsAProblem(string what)
    {
        using var response = await Http.PostAsync($"/api/sessions/2147483647/{what}", null);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "2147483647");
    }

    /// <summary>Says something and waits until all of it is stored in a session.</summary>
    internal static async Task<int> TalkAsync(string user, params IReadOnlyList<string> texts)
    {
        var before = (await OperatedHost.Host.ListAsync($"/api/transcriptions?user={user}")).Count;
        foreach (var text in texts)
        {
            await SayAsync(user, text);
        }

        IReadOnlyList<JsonElement> active = [];
        await WaitFor.ConditionAsync(
            async () => (await OperatedHost.Host.ListAsync($"/api/transcriptions?user={user}")).Count == before + texts.Count
                && (active = await OperatedHost.Host.ListAsync($"/api/sessions?user={user}&active=true")).Count == 1,
            OperatedHost.Deadline, $"a session of {user}");
        return active[0].GetProperty("id").GetInt32();
    }

    /// <summary>Waits for the summary of a session.</summary>
    internal static async Task<JsonElement> SummarisedAsync(int id)
    {
        JsonElement session = default;
        await WaitFor.ConditionAsync(
            async () => (session = await OperatedHost.Host.GetAsync($"/api/sessions/{id}")).Text("summary") is not null, OperatedHost.Deadline, $"the summary of {id}");
        return session;
    }

    private static async Task SayAsync(string user, string text)
    {
        using var response = await Http.PostAsJsonAsync("/api/transcriptions", new { user, text });
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }
}
