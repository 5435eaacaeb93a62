using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Kafka.Hosting;
using Sts.Host.Hosting;
using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Deployment;

/// <summary>The settings files in <c>deploy/config</c> are taken by the host as they are, and enable what their names say.</summary>
public sealed class ConfigurationExampleTests
{
    private static readonly string[] All = ["Aggregator", "Intent", "Persistence", "RealTime", "Session"];

    private static readonly string[] Shared = ["services.json", "several-of-each.json"];

    private static IEnumerable<string> Roles =>
        Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Except([.. Shared, "one-process.json"]).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root, "deploy", "config");

    [Test]
    public Task OneProcess_RunsEveryProcessor() => ExpectAsync(All, "one-process.json");

    [Test]
    public void Roles_AreOneForEachProcessorAndOneForTheApi() =>
        Roles.Select(file => Path.GetFileNameWithoutExtension(file)).Should().BeEquivalentTo([.. All.Select(name => name.ToLowerInvariant()), "api"]);

    [TestCaseSource(nameof(Roles))]
    public Task Role_AloneAndAmongOthersOfItsKind_RunsWhatItIsCalled(string file) =>
        ExpectAsync([.. All.Where(name => file.StartsWith(name, StringComparison.OrdinalIgnoreCase))], "services.json", "several-of-each.json", file);

    private static async Task ExpectAsync(string[] processors, params string[] files)
    {
        var paths = string.Join(',', files.Select(file => Path.Combine(Folder, file)));

        await using var app = StsApplication.Build([$"--Settings:File={paths}"]);

        app.Services.GetRequiredService<ProcessorMonitor>().Statuses.Select(status => status.Descriptor.Name).Should().BeEquivalentTo(processors);
        var info = app.Services.GetRequiredService<SystemInfo>();
        (info.IsBrokerEmbedded, info.BootstrapServers, info.Database).Should().Be((false, "kafka:9092", info.Database));
        info.Database.Should().Contain("postgres").And.NotContain("Password");
    }
}
