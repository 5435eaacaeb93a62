using System.Net.Http.Json;
using System.Text.Json;
using Sts.Tests.Integration.Api;
using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Security;

/// <summary>A real Kafka that speaks TLS, and only with clients that show a certificate.</summary>
[Category("Integration")]
[NonParallelizable]
public sealed class KafkaTlsTests
{
    private const string PasswordProperty = "ssl.keystore.password";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Host_WithACertificate_WorksAndShowsNoPassword()
    {
        var kafka = TestEnvironment.RequireKafkaTls();
        using var folder = new TemporaryFolder();
        var password = Path.Combine(folder.Path, "keystore-password");
        await File.WriteAllTextAsync(password, kafka.Properties[PasswordProperty]);
        var services = await RealServices.RequireAsync() with { Kafka = Without(kafka, PasswordProperty) };
        await using var host = await HostProcess.StartAsync(
            folder.Path, [.. services.Settings, $"--Kafka:SslKeystorePasswordFile={password}", "--Speech:Provider=None"]);
        var user = $"tls{Guid.NewGuid():N}";

        using var accepted = await host.Http.PostAsJsonAsync("/api/transcriptions", new { user, text = "turn off the lights" });

        accepted.EnsureSuccessStatusCode();
        await WaitFor.ConditionAsync(async () => (await host.ListAsync($"/api/actions?user={user}")).Count == 1, Deadline, "the action");
        host.Output.Should().NotContain(kafka.Properties[PasswordProperty]);
        (await host.GetAsync("/api/info")).GetProperty("bootstrapServers").GetString().Should().Be(kafka.BootstrapServers);
    }

    [TestCase("ssl.keystore.location")]
    [TestCase("ssl.ca.location")]
    public async Task Doctor_WithoutPartOfIt_FindsTheBrokerAtFault(string missing)
    {
        var kafka = Without(TestEnvironment.RequireKafkaTls(), missing);

        var run = await ProgramRun.OfAsync(
        [
            "doctor", "--json", "--Http:Port=0", "--SchemaRegistry:Embedded:Port=0", "--Speech:Provider=None", "--Kafka:ClusterId=test",
            $"--Kafka:BootstrapServers={kafka.BootstrapServers}", .. kafka.Properties.Select(property => $"--Kafka:Properties:{property.Key}={property.Value}"),
        ]);

        run.ExitCode.Should().Be(1, run.Output);
        var broker = JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().Single(one => one.Text("check") == "broker");
        broker.Text("level").Should().Be("fault");
        broker.Text("finding").Should().MatchRegex("SSL handshake failed|in state SSL_HANDSHAKE", "librdkafka says it in one of two ways, whichever comes first");
        broker.Text("advice").Should().Contain("Kafka:Properties");
        run.Output.Should().NotContain(kafka.Properties[PasswordProperty]);
    }

    private static KafkaServer Without(KafkaServer kafka, string property) =>
        kafka with { Properties = kafka.Properties.Where(one => one.Key != property).ToDictionary() };
}
