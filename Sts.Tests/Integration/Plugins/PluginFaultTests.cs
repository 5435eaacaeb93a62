using System.Text.Json;
using Sts.Tests.Core.Plugins;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Plugins;

[Category("Integration")]
public sealed class PluginFaultTests
{
    private const string Configure = "public void Configure(IServiceCollection services, IConfigurationSection settings)";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // One host for all: each fault has to leave the others and the host alone.
    [Test]
    public async Task Start_AllKindsOfFaults_AreToldAndTheRestRuns()
    {
        using var folder = new TemporaryFolder();
        var plugins = Path.Combine(folder.Path, "plugins");
        SampleOutput.CopyTo(Path.Combine(plugins, "TopicAnalysis"));
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(plugins).FullName, "Broken.dll"), "this is no assembly");
        PluginBuild.PluginOf(plugins, "Outdated", PluginBuild.OtherContract(Path.Combine(folder.Path, "other"), "0.0.1.0"));
        PluginBuild.Plugin(plugins, "Thrower", $"public sealed class Entry : IStsPlugin {{ {Configure} => throw new InvalidOperationException(\"no luck\"); }} {Processor("Unlucky")}");
        PluginBuild.Plugin(plugins, "NamedLikeOurs", Processor("Intent"));
        PluginBuild.Plugin(plugins, "One", Processor("Twin"));
        PluginBuild.Plugin(plugins, "Two", Processor("Twin"));
        PluginBuild.Plugin(plugins, "WithoutTopic", Processor("Aimless", consumes: ""));
        PluginBuild.Plugin(plugins, "WrongSetting", Processor("Unset"));
        PluginBuild.Plugin(plugins, "BadConstructor", Processor("Crasher", "public CrasherProcessor() => throw new InvalidOperationException(\"no hands\");"));
        PluginBuild.Plugin(Path.Combine(plugins, "BadSchema"), "BadSchema", Processor("Scheming"));
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(plugins, "BadSchema", "schemas")).FullName, "bad.avsc"), "{}");
        PluginBuild.Plugin(plugins, "NeedsMore", Processor("Needy", "public NeedyProcessor(Uri nobodyHasIt) { }"));

        string[] enabled = ["TopicAnalysis", "Unlucky", "Scheming", "Twin", "Crasher", "Needy", "OfTheBrokenOne"];
        await using var host = await HostProcess.StartAsync(
            folder.Path, [.. enabled.Select(name => $"--Processors:{name}:Enabled=true"), "--Processors:Unset:Workers=many", "--Speech:Provider=None"]);
        await WaitFor.ConditionAsync(async () => new[] { "Crasher", "Needy", "Scheming" }.All(StatesOf(await host.GetAsync("/api/info")).Contains), Deadline, "the constructors to fail");
        var info = await host.GetAsync("/api/info");

        Errors(info).Should().Equal(
            ("BadConstructor", null), ("BadSchema", "bad.avsc"), ("Broken", "is not a .NET assembly"), ("NamedLikeOurs", "Two processors are called Intent"), ("NeedsMore", null), ("One", null),
            ("Outdated", "built against Sts.Core 0.0.1"), ("Sts.Samples.TopicAnalysis", null), ("Thrower", "Entry.Configure has thrown InvalidOperationException: no luck"),
            ("Two", "Two processors are called Twin"), ("WithoutTopic", "names no topic to consume"), ("WrongSetting", "Processors:Unset:Workers is 'many'"));
        Failed(info).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["Unlucky"] = "no luck",
            ["Crasher"] = "no hands",
            ["Needy"] = "System.Uri",
            ["Scheming"] = "bad.avsc",
            ["OfTheBrokenOne"] = "Broken",
        }, failed => failed.Using<string>(context => context.Subject.Should().Contain(context.Expectation)).WhenTypeIs<string>());
        host.Output.Should().ContainAll("The plugin Broken is left out", "The processor Unlucky does not run", "Crasher is left out", "plugin           One 0.0.0");

        using var producer = await ForeignProducer.ToAsync(host);
        await producer.SayAsync("alice", "trains, trains and more trains", "2026-01-31T18:30:00Z");
        await WaitFor.ConditionAsync(async () => (await host.ListAsync("/api/transcriptions?user=alice")).Count == 1, Deadline, "the utterance to be stored");
        StatesOf(info).Should().Contain(["Persistence", "TopicAnalysis", "Twin"]);

        IEnumerable<(string?, string?)> Errors(JsonElement answer) => answer.GetProperty("plugins").EnumerateArray()
            .Select(plugin => (plugin.GetProperty("name").GetString(), Known(plugin.GetProperty("error").GetString())))
            .OrderBy(plugin => plugin.Item1, StringComparer.Ordinal);
    }

    // Of an error only the part that the test names, so that the two can be compared.
    private static string? Known(string? error) => error is null ? null : Array.Find(
        ["is not a .NET assembly", "bad.avsc", "Two processors are called Intent", "Two processors are called Twin", "built against Sts.Core 0.0.1", "names no topic to consume",
            "Entry.Configure has thrown InvalidOperationException: no luck", "Processors:Unset:Workers is 'many'"],
        error.Contains) ?? error;

    private static HashSet<string> StatesOf(JsonElement info) =>
        [.. info.GetProperty("processors").EnumerateArray().Where(processor => processor.GetProperty("state").GetString() is "Running" or "Failed").Select(processor => processor.GetProperty("name").GetString()!)];

    private static Dictionary<string, string> Failed(JsonElement info) => info.GetProperty("processors").EnumerateArray()
        .Where(processor => processor.GetProperty("state").GetString() == "Failed")
        .ToDictionary(processor => processor.GetProperty("name").GetString()!, processor => processor.GetProperty("lastError").GetString()!);

    private static string Processor(string name, string constructor = "", string consumes = "[Consumes(Topics.Transcriptions)]") => $$"""
        {{consumes}}
        public sealed class {{name}}Processor : AvroProcessor<TranscriptionSegment>
        {
            {{constructor}}
            protected override Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """;
}
