using System.Net.Http.Json;
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
        var services = await RealServices.RequireAsync() with { Kafka = kafka.Without(PasswordProperty) };
        await using var host = await HostProcess.StartAsync(
            folder.Path, [.. services.Settings, $"--Kafka:SslKeystorePasswordFile={password}", "--Speech:Provider=None"]);
        var user = $"tls{Guid.NewGuid():N}";

        using var accepted = await host.Http.PostAsJsonAsync("/api/transcriptions", new { user, text = "turn off the lights" });

        accepted.EnsureSuccessStatusCode();
        await WaitFor.ConditionAsync(async () => (await host.ListAsync($"/api/actions?user={user}")).Count == 1, Deadline, "the action");
        host.Output.Should().NotContain(kafka.Properties[PasswordProperty]);
        (await host.GetAsync("/api/info")).GetProperty("bootstrapServers").GetString().Should().Be(kafka.BootstrapServers);
    }
}
