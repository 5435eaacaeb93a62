using System.Net;
using System.Net.Http.Headers;
using Sts.Tests.Integration.Cli;

namespace Sts.Tests.Integration.Security;

/// <summary>Looks for secrets in all that a host shows and writes while everything fails that uses them.</summary>
[Category("Integration")]
public sealed class SecretTests
{
    private const string Mark = FailingHost.Mark;

    [Test]
    public async Task Host_WhoseServicesAreAllAway_ShowsNoSecret()
    {
        await using var failing = await FailingHost.StartAsync();
        var host = failing.Host;
        host.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", FailingHost.Key);
        foreach (var path in new[] { "/api/info", "/api/sessions", "/api/processors", "/metrics", "/health/ready", "/no/such/page" })
        {
            using var answer = await host.Http.GetAsync(path);
            answer.StatusCode.Should().NotBe(HttpStatusCode.Unauthorized, "the key is in the folder of secrets");
            (await answer.Content.ReadAsStringAsync() + answer.Headers).Should().NotContain(Mark, "of {0}", path);
        }

        await WaitFor.ConditionAsync(() => host.Output.Contains("127.0.0.1:1", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the host to complain");
        await host.StopAsync();

        host.Output.Should().NotContain(Mark);
        failing.FilesWithSecrets().Should().BeEmpty();
    }

    [TestCase("--Http:Port=" + Mark + "-no-port", true)]
    [TestCase("--Http:Keys:me=" + Mark, false)]
    [TestCase("--Http:Keys:me:KeyHash=" + Mark, false)]
    [TestCase("--Database:ConnectionString=postgres://sts:" + Mark + "@db/sts", false)]
    [TestCase("--Databse:Password=" + Mark, false)]
    [TestCase("Database:Password=" + Mark, false)]
    [TestCase("--Kafka:Properties:sasl.passwort=" + Mark, false)]
    public async Task WrongSetting_IsRefusedAndShownOnlyIfItIsNoSecret(string argument, bool isShown)
    {
        var run = await ProgramRun.OfAsync(argument);

        run.ExitCode.Should().Be(2, run.Output);
        run.Output.Contains(Mark, StringComparison.Ordinal).Should().Be(isShown, run.Output);
    }

    [Test]
    public async Task SecretsDirectory_ThatIsNotThere_IsNamed() =>
        (await ProgramRun.OfAsync("--Secrets:Directory=/no/such/folder")).ShouldRefuse("Secrets:Directory", "/no/such/folder");

    [Test]
    public async Task Command_WithTheHostsKey_IsLetIn()
    {
        await using var host = await GuardedClientHost.StartAsync(FailingHost.Key);

        var refused = await host.RunAsync();
        var done = await host.RunAsync($"--Client:ApiKeyFile={host.KeyFile}");

        refused.ExitCode.Should().Be(2, refused.Output);
        refused.Output.Should().Contain("Client:ApiKeyFile");
        done.ShouldSucceed();
    }
}
