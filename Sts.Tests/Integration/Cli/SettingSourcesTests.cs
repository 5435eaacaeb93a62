using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class SettingSourcesTests
{
    [Test]
    public async Task Settings_FromAllSources_WeighMoreTheCloserTheyAreToTheCall()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "appsettings.json"), """
            {
              "Processors": {
                "RealTime": { "Enabled": false },
                "Transcription": { "Enabled": true, "GroupId": "file" },
                "Session": { "GroupId": "file" },
                "Intent": { "GroupId": "file" }
              }
            }
            """);
        var environment = new Dictionary<string, string>
        {
            ["Processors__Session__GroupId"] = "environment",
            ["Processors__Intent__GroupId"] = "environment",
        };

        await using var host = await HostProcess.StartAsync(folder.Path, ["--Processors:Intent:GroupId=arguments"], environment);

        var groups = (await host.GetAsync("/api/info")).GetProperty("processors").EnumerateArray()
            .ToDictionary(processor => processor.GetProperty("name").GetString()!, processor => processor.GetProperty("groupId").GetString());
        groups.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["Aggregator"] = "sts.aggregator",
            ["Persistence"] = "sts.persistence",
            ["Transcription"] = "file",
            ["Session"] = "environment",
            ["Intent"] = "arguments",
        });
    }

    [Test]
    public async Task Run_RealTimeSwitchedOff_StoresWhatIsSaidAndDecidesNothing()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path, "--Processors:RealTime:Enabled=false");
        using var producer = await ForeignProducer.ToAsync(host);

        await producer.SayAsync("alice", "turn off the lights");

        await WaitFor.ConditionAsync(
            async () => (await host.ListAsync("/api/transcriptions?user=alice")).Count == 1, TimeSpan.FromSeconds(60), "the utterance");
        (await host.GetAsync("/api/info")).GetProperty("processors").EnumerateArray()
            .Select(processor => processor.GetProperty("name").GetString()).Should().Equal("Aggregator", "Intent", "Persistence", "Session");
        // A host that stops finishes what the broker holds, so whoever would have decided has done so by then.
        (await host.StopAsync()).Should().Be(0);
        await using var again = await HostProcess.StartAsync(folder.Path, "--Processors:RealTime:Enabled=false");
        (await again.ListAsync("/api/actions")).Should().BeEmpty();
        (await again.ListAsync("/api/sessions")).Should().BeEmpty();
    }
}
