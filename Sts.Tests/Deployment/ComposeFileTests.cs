using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Schemas;
using Sts.Host.Hosting;

namespace Sts.Tests.Deployment;

/// <summary>What <c>compose.yaml</c> tells the hosts is what they understand, and its parts fit each other.</summary>
public sealed class ComposeFileTests
{
    private static readonly ComposeFile Compose = ComposeFile.Read();

    private static IEnumerable<string> Hosts => Compose.Hosts.Keys;

    [TestCaseSource(nameof(Hosts))]
    public async Task Host_WithItsEnvironment_RunsWhatItIsCalled(string name)
    {
        await using var host = new DeployedHost(ComposeFile.EnvironmentOf(Compose.Hosts[name]));

        var processors = host.App.Services.GetRequiredService<ProcessorMonitor>().Statuses.Select(status => status.Descriptor.Name.ToLowerInvariant());
        processors.Should().BeEquivalentTo(name == "sts" ? ["aggregator", "intent", "persistence", "realtime", "session"] : [name]);
        var info = host.App.Services.GetRequiredService<SystemInfo>();
        info.IsBrokerEmbedded.Should().BeFalse();
        Compose.Services.Should().ContainKey(info.BootstrapServers.Split(':')[0], "that is the broker's name");
        info.Database.Should().Contain("@postgres:5432/sts");
    }

    [TestCaseSource(nameof(Hosts))]
    public async Task Host_GetsTheFilesThatItsSettingsName(string name)
    {
        var service = Compose.Hosts[name];
        await using var host = new DeployedHost(ComposeFile.EnvironmentOf(service));

        ComposeFile.ListOf(service, "secrets").Should().Contain(host.FilesIn("/run/secrets/"));
        ComposeFile.ListOf(service, "volumes").Should().Contain("./deploy/config:/etc/sts/config:ro");
        Compose.Section("secrets").Keys.Should().Contain(ComposeFile.ListOf(service, "secrets"));
    }

    [TestCaseSource(nameof(Hosts))]
    public async Task Host_IsGivenTimeToStop(string name)
    {
        var service = Compose.Hosts[name];
        await using var host = new DeployedHost(ComposeFile.EnvironmentOf(service));

        var grace = int.Parse(((string)service["stop_grace_period"]).TrimEnd('s'));
        TimeSpan.FromSeconds(grace).Should().BeGreaterThan(host.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Test]
    public async Task Ports_ArePublishedOnLoopbackAndAreThoseOfTheHost()
    {
        Compose.Services.Values.SelectMany(service => ComposeFile.ListOf(service, "ports")).Should().OnlyContain(port => port.StartsWith("127.0.0.1:"));
        await using var host = new DeployedHost(ComposeFile.EnvironmentOf(Compose.Hosts["sts"]));
        var http = host.App.Services.GetRequiredService<IOptions<HttpOptions>>().Value.Port;
        var registry = host.App.Services.GetRequiredService<IOptions<SchemaRegistryOptions>>().Value.Embedded.Port;
        ComposeFile.ListOf(Compose.Hosts["sts"], "ports").Select(port => int.Parse(port.Split(':')[2])).Should().Equal(http, registry);
        ImageFile.Read().Ports.Should().Equal(http, registry);
    }

    [Test]
    public void Images_AreOfOneVersion() =>
        Compose.Services.Values.Select(ComposeFile.ImageOf).Should().OnlyContain(image => System.Text.RegularExpressions.Regex.IsMatch(image, @":\d+\.\d+"));

    [Test]
    public void Services_AreWatchedUnlessTheyEndByThemselves() =>
        Compose.Services.Where(service => service.Key != "ollama-model").Should().OnlyContain(service => service.Value.ContainsKey("healthcheck"));

    [Test]
    public void Volumes_AreDeclared()
    {
        var named = Compose.Services.Values.SelectMany(service => ComposeFile.ListOf(service, "volumes")).Select(volume => volume.Split(':')[0]).Where(volume => volume[0] != '.');
        Compose.Section("volumes").Keys.Should().BeEquivalentTo(named);
    }
}
