using System.Text.Json;
using Sts.Tests.Integration.Api;
using Sts.Tests.Integration.Cli;

namespace Sts.Tests.Integration.Security;

/// <summary>What <c>doctor</c> says of a Kafka that speaks TLS when its client isn't set up for that.</summary>
[Category("Integration")]
public sealed class KafkaTlsDoctorTests
{
    [TestCase("ssl.keystore.location")]
    [TestCase("ssl.ca.location")]
    public async Task Doctor_WithoutPartOfIt_FindsTheBrokerAtFault(string missing)
    {
        var kafka = TestEnvironment.RequireKafkaTls().Without(missing);

        var run = await ProgramRun.OfAsync(
        [
            "doctor", "--json", "--Http:Port=0", "--SchemaRegistry:Embedded:Port=0", "--Speech:Provider=None", "--Kafka:ClusterId=test",
            $"--Kafka:BootstrapServers={kafka.BootstrapServers}", .. kafka.Properties.Select(property => $"--Kafka:Properties:{property.Key}={property.Value}"),
        ]);

        run.ExitCode.Should().Be(1, run.Output);
        var broker = JsonSerializer.Deserialize<JsonElement>(run.Output).EnumerateArray().Single(one => one.Text("check") == "broker");
        broker.Text("level").Should().Be("fault");
        broker.Text("finding").Should().Contain("SSL handshake");
        broker.Text("advice").Should().Contain("Kafka:Properties");
        run.Output.Should().NotContain(kafka.Properties["ssl.keystore.password"]);
    }
}
