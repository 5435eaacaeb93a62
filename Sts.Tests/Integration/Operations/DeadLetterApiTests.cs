using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sts.Tests.Integration.Api;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Operations;

[Category("Integration")]
public sealed class DeadLetterApiTests
{
    private const string Topic = "sessions.management";

    private static HttpClient Http => OperatedHost.Host.Http;

    [Test]
    public async Task DeadLetters_OfMessagesThatDecodeAndThatDoNot_AreListedShownAndReplayed()
    {
        using var producer = await ForeignProducer.ToAsync(OperatedHost.Host);
        var (user, other) = (OperatedHost.NewUser(), OperatedHost.NewUser());
        await producer.SendAsync(
            Topic, "session_mgmt_value.avsc", user,
            new() { ["session_decision"] = "MAYBE", ["reasoning"] = "why not", ["user_id"] = user, ["timestamp"] = "2026-01-31T18:30:00Z" });
        await producer.SendBytesAsync(Topic, Encoding.UTF8.GetBytes(other), [9, 9, 9]);

        var (decodes, broken) = (await FindAsync(user), await FindAsync(other));
        decodes.Text("processor").Should().Be("Session");
        decodes.Text("errorMessage").Should().Contain("MAYBE");
        var topic = (await OperatedHost.Host.ListAsync("/api/dead-letters")).Single(found => found.Text("source") == Topic);
        topic.GetProperty("letters").GetInt64().Should().BeGreaterThanOrEqualTo(2);

        var details = await OperatedHost.Host.GetAsync($"/api/dead-letters/{Topic}/{PositionOf(decodes)}");
        details.ShouldHaveMembers("letter", "headers", "value", "decoded", "decodeProblem");
        JsonSerializer.Deserialize<JsonElement>(details.Text("decoded")!).Text("session_decision").Should().Be("MAYBE");
        details.GetProperty("letter").GetRawText().Should().Be(decodes.GetRawText());
        var bytes = await OperatedHost.Host.GetAsync($"/api/dead-letters/{Topic}/{PositionOf(broken)}");
        bytes.GetProperty("value").GetBytesFromBase64().Should().Equal(9, 9, 9);
        bytes.GetProperty("decoded").ValueKind.Should().Be(JsonValueKind.Null);
        bytes.Text("decodeProblem").Should().NotBeNullOrEmpty();

        using var replayed = await Http.PostAsJsonAsync($"/api/dead-letters/{Topic}/replay", new { positions = new[] { PositionOf(decodes) } });
        (await replayed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("replayed").GetInt32().Should().Be(1);
        await WaitFor.ConditionAsync(async () => (await LettersAsync(user, all: true)).Count == 2, OperatedHost.Deadline, "it to fail once more");
        (await LettersAsync(user, all: false)).Should().ContainSingle().Which.Text("errorMessage").Should().Contain("MAYBE");

        using var all = await Http.PostAsJsonAsync($"/api/dead-letters/{Topic}/replay", new { all = true });
        (await all.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("replayed").GetInt32().Should().BeGreaterThanOrEqualTo(2);
    }

    [TestCase("/api/dead-letters/no.such.topic", HttpStatusCode.NotFound, "no.such.topic.dlq")]
    [TestCase("/api/dead-letters/transcriptions.all?limit=0", HttpStatusCode.BadRequest, "limit")]
    [TestCase("/api/dead-letters/transcriptions.all/17", HttpStatusCode.BadRequest, "'17'")]
    [TestCase("/api/dead-letters/transcriptions.all/0:987654", HttpStatusCode.NotFound, "0:987654")]
    public async Task DeadLetters_AskedForWrongly_AreAProblemThatSaysSo(string path, HttpStatusCode status, string words)
    {
        using var response = await Http.GetAsync(path);

        await response.ShouldBeProblemAsync(status, words);
    }

    [TestCase("""{}""", "'positions'")]
    [TestCase("""{"all":true,"positions":["1:2"]}""", "not both")]
    [TestCase("""{"positions":["first"]}""", "'first'")]
    [TestCase("""{"positions":"1:2"}""", "positions")]
    public async Task Replay_AskedForWrongly_IsAProblemThatSaysSo(string body, string words)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync("/api/dead-letters/transcriptions.all/replay", content);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, words);
    }

    private static async Task<JsonElement> FindAsync(string user)
    {
        IReadOnlyList<JsonElement> found = [];
        await WaitFor.ConditionAsync(async () => (found = await LettersAsync(user, all: false)).Count == 1, OperatedHost.Deadline, $"the dead letter of {user}");
        return found[0];
    }

    private static async Task<IReadOnlyList<JsonElement>> LettersAsync(string user, bool all)
    {
        using var response = await Http.GetAsync($"/api/dead-letters/{Topic}?all={all}");
        return response.IsSuccessStatusCode
            ? [.. (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Where(letter => letter.Text("key") == user)]
            : [];
    }

    private static string PositionOf(JsonElement letter) => $"{letter.GetProperty("partition")}:{letter.GetProperty("offset")}";
}
