using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using Sts.Tests.Integration.Hosts;
using Sts.Tests.Integration.Pipeline;

namespace Sts.Tests.Integration.Speech;

/// <summary>One host hears a user, and another one speaks to them: two processes that know of each other by Kafka alone.</summary>
[Category("Integration")]
[NonParallelizable]
[UnsupportedOSPlatform("windows")]
public sealed class TwoHostsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _otherFolder = new();
    private HostProcess _hearing = null!;
    private HostProcess _speaking = null!;

    [OneTimeSetUp]
    public async Task StartHosts()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("The player is a shell script.");
        TestEnvironment.RequireEspeak();
        var services = await RealServices.RequireAsync();
        _hearing = await HostProcess.StartAsync(_folder.Path, [.. services.Settings, "--Processors:Intent:Enabled=false", "--Speech:Output=None"]);
        var info = await _hearing.GetAsync("/api/info");
        _speaking = await HostProcess.StartAsync(
            _otherFolder.Path,
            [.. services.Settings,
            $"--SchemaRegistry:Url={info.GetProperty("schemaRegistryUrl").GetString()}",
            "--Processors:Persistence:Enabled=false", "--Processors:RealTime:Enabled=false", "--Processors:Session:Enabled=false",
            "--Processors:Aggregator:Enabled=false", "--Speech:Provider=Espeak", $"--Speech:Player={WritePlayer()} {{file}}"]);
    }

    [OneTimeTearDown]
    public async Task EndHosts()
    {
        foreach (var host in (HostProcess?[])[_speaking, _hearing])
        {
            if (host is not null)
                await host.DisposeAsync();
        }

        _folder.Dispose();
        _otherFolder.Dispose();
    }

    [TestCase("what a day", "the user spoke")]
    [TestCase("be quiet", "the user said stop")]
    public async Task Answer_ItsUserSpeaksToAnotherHost_IsBrokenOff(string words, string reason)
    {
        var user = $"two{Guid.NewGuid().ToString("N")[..8]}";
        var before = PlayersThat("began");
        await SayAsync(user, "turn on the kitchen lights");
        await WaitFor.ConditionAsync(() => PlayersThat("began") > before, Deadline, "the player to sound");

        await SayAsync(user, words);

        await WaitFor.ConditionAsync(
            async () => (await ActionsAsync(user)).Any(action => action.SpeechOutcome is { } outcome && outcome.StartsWith("interrupted after") && outcome.EndsWith(reason)),
            Deadline, "the answer to be broken off");
        PlayersThat("finished").Should().Be(0, "the player is ended in the middle of it");
    }

    // It sounds for longer than any test waits, unless it is ended.
    private string WritePlayer()
    {
        var player = Path.Combine(_otherFolder.Path, "player.sh");
        File.WriteAllText(player, $"#!/bin/sh\necho began >> {Path.Combine(_otherFolder.Path, "played")}\nsleep 120\necho finished >> {Path.Combine(_otherFolder.Path, "played")}\n");
        File.SetUnixFileMode(player, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return player;
    }

    private int PlayersThat(string what)
    {
        var played = Path.Combine(_otherFolder.Path, "played");
        return File.Exists(played) ? File.ReadLines(played).Count(line => line == what) : 0;
    }

    private async Task SayAsync(string user, string text) =>
        (await _hearing.Http.PostAsJsonAsync("/api/transcriptions", new { user, text })).EnsureSuccessStatusCode().Dispose();

    private async Task<IReadOnlyList<StoredAction>> ActionsAsync(string user) =>
        (await _speaking.Http.GetFromJsonAsync<List<StoredAction>>($"/api/actions?user={user}", JsonSerializerOptions.Web))!;
}
