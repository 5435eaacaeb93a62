using System.Net;
using System.Net.Http.Json;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>The embedded broker ends with the host: its offsets begin at 0 again, and what it holds must be finished before.</summary>
[Category("Integration")]
public sealed class EmbeddedRestartTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Host_StartedAgainInItsFolder_TakesNothingForAReplay()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await StartAsync(folder))
        {
            await SayAsync(before, "alice", "one", "two", "three");
            await WaitFor.ConditionAsync(async () => (await OffsetsAsync(before, "alice")).Count == 3, Deadline, "what was said before");
            (await before.StopAsync()).Should().Be(0, before.Output);
        }

        await using var after = await StartAsync(folder);
        await SayAsync(after, "alice", "four", "five", "six");

        await WaitFor.ConditionAsync(async () => (await OffsetsAsync(after, "alice")).Count == 6, Deadline, "all that was said");
        (await OffsetsAsync(after, "alice")).Should().Equal([0, 1, 2, 0, 1, 2], "the offsets begin again, and tell nothing about a replay");
        (await TextsAsync(after, "alice")).Should().Equal("one", "two", "three", "four", "five", "six");
    }

    [Test]
    public async Task Host_StoppedRightAfterPosts_FinishesWhatItsBrokerHolds()
    {
        const int Utterances = 200;
        using var folder = new TemporaryFolder();
        var texts = Enumerable.Range(0, Utterances).Select(number => number % 10 == 0 ? $"turn off the lights in room {number}" : $"I have seen {number} of them").ToArray();
        await using (var host = await StartAsync(folder))
        {
            await Parallel.ForAsync(0, Utterances, async (number, _) => await SayAsync(host, $"user{number % 7}", texts[number]));
            (await host.StopAsync()).Should().Be(0, host.Output);
        }

        await using var after = await StartAsync(folder);
        (await after.ListAsync("/api/transcriptions?limit=1000")).Select(row => row.GetProperty("text").GetString()).Should().BeEquivalentTo(texts);
        (await after.ListAsync("/api/actions?limit=1000")).Select(row => row.GetProperty("originalText").GetString())
            .Should().BeEquivalentTo(texts.Where(text => text.StartsWith("turn", StringComparison.Ordinal)));
    }

    private static Task<HostProcess> StartAsync(TemporaryFolder folder) => HostProcess.StartAsync(folder.Path, "--Speech:Provider=None");

    private static async Task SayAsync(HostProcess host, string user, params string[] texts)
    {
        foreach (var text in texts)
        {
            using var response = await host.Http.PostAsJsonAsync("/api/transcriptions", new { user, text });
            response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        }
    }

    private static async Task<IReadOnlyList<long>> OffsetsAsync(HostProcess host, string user) =>
        [.. (await host.ListAsync($"/api/transcriptions?user={user}")).Reverse().Select(row => row.GetProperty("offset").GetInt64())];

    private static async Task<IReadOnlyList<string?>> TextsAsync(HostProcess host, string user) =>
        [.. (await host.ListAsync($"/api/transcriptions?user={user}")).Reverse().Select(row => row.GetProperty("text").GetString())];
}
