using Sts.Tests.Core.Schemas;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Templates;

[Category("Integration")]
public sealed class ProcessorTemplateTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string Configuration = new DirectoryInfo(TestContext.CurrentContext.TestDirectory).Parent!.Name;

    // From the packages to the running host, as somebody does who has never seen the sources.
    [Test]
    public async Task Template_PackedInstalledAndCreated_PassesItsTestsAndRuns()
    {
        using var folder = new TemporaryFolder();
        var dotnet = new DotnetCli(folder.Path);
        var packages = Path.Combine(folder.Path, "packages");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="sts" value="{packages}" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{RestoredPackages}" /></fallbackPackageFolders>
            </configuration>
            """);

        await dotnet.RunAsync("pack", Source("Sts.Core", "Sts.Core.csproj"), "-c", Configuration, "--no-build", "-o", packages, "-p:NoWarn=NU5128");
        await dotnet.RunAsync("pack", Source("templates", "Sts.Templates.csproj"), "-c", Configuration, "-o", packages, "-p:BaseIntermediateOutputPath=" + Path.Combine(folder.Path, "obj/"));
        await dotnet.RunAsync("new", "install", Directory.GetFiles(packages, "Sts.Templates.*.nupkg").Single());
        await dotnet.RunAsync("new", "sts-processor", "-n", "Acme.Weather", "-o", "Acme.Weather");
        await dotnet.RunAsync("test", "Acme.Weather/Acme.Weather.Tests", "-c", Configuration, "-p:UseSharedCompilation=false");

        MoveToPlugins(folder.Path);
        await using var host = await HostProcess.StartAsync(
            folder.Path, "--Processors:Weather:Enabled=true", "--Plugins:Acme.Weather:LeastLetters=4", "--Speech:Provider=None");
        using var producer = await ForeignProducer.ToAsync(host);
        await producer.SayAsync("alice", "will it rain today", "2026-01-31T18:30:00Z");
        await WaitFor.ConditionAsync(
            async () => (await host.ListAsync("/api/processors")).Any(processor =>
                processor.GetProperty("name").GetString() == "Weather" && processor.GetProperty("processed").GetInt64() == 1 && processor.GetProperty("deadLetters").GetInt64() == 0),
            Deadline, "the utterance to be processed");
        host.Output.Should().Contain("acme.weather.output-value", "its schema is registered at start");
    }

    // What a restore of this repository has fetched; the test asks no server for it again.
    private static string RestoredPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Source(params string[] path) => Path.Combine([Repository.Root, .. path]);

    private static void MoveToPlugins(string folder)
    {
        var output = Path.Combine(folder, "Acme.Weather", "Acme.Weather", "bin", Configuration, "net10.0");
        Directory.CreateDirectory(Path.Combine(folder, "plugins"));
        Directory.Move(output, Path.Combine(folder, "plugins", "Acme.Weather"));
    }
}
