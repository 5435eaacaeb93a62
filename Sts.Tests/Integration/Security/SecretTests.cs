using System.Net;
using System.Net.Http.Headers;
using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Security;

/// <summary>Gives a host marked secrets in every way, has everything fail that uses them, and looks for the mark in all that it shows and writes.</summary>
[Category("Integration")]
public sealed class SecretTests
{
    private const string Mark = "m4rk3d";
    private const string Key = $"{Mark}-key-0123456789abcdef";

    // In a folder, one file a setting.
    private static readonly Dictionary<string, string> InFolder = new()
    {
        ["Http__Keys__ops__Key"] = Key,
        ["Http__Keys__ops__Role"] = "Operate",
        ["SchemaRegistry__BasicAuthUserInfo"] = $"sts:{Mark}-registry",
        ["Agents__OpenAI__ApiKey"] = $"{Mark}-model",
        ["Speech__Http__ApiKey"] = $"{Mark}-speech",
    };

    // Each in a file that a setting names.
    private static readonly Dictionary<string, string> InFiles = new()
    {
        ["Kafka:SaslPasswordFile"] = $"{Mark}-kafka",
        ["Database:PasswordFile"] = $"{Mark}-database",
    };

    private static readonly string[] Failing =
    [
        "--Database:ConnectionString=Host=127.0.0.1;Port=1;Database=sts;Username=sts", "--Kafka:BootstrapServers=127.0.0.1:1", "--Kafka:ClusterId=away",
        "--Kafka:Properties:security.protocol=SASL_PLAINTEXT", "--Kafka:Properties:sasl.mechanism=PLAIN", "--Kafka:Properties:sasl.username=sts",
        "--SchemaRegistry:Url=http://127.0.0.1:1", "--Agents:Provider=OpenAI", "--Agents:OpenAI:Endpoint=http://127.0.0.1:1/v1", "--Agents:OpenAI:Model=m",
        "--Speech:Provider=Http", "--Speech:Http:Endpoint=http://127.0.0.1:1/v1", "--Serilog:MinimumLevel:Default=Debug", "--Serilog:MinimumLevel:Override:Microsoft=Debug",
    ];

    [Test]
    public async Task Host_WhoseServicesAreAllAway_ShowsNoSecret()
    {
        using var folder = new TemporaryFolder();
        var secrets = Directory.CreateDirectory(Path.Combine(folder.Path, "secrets")).FullName;
        foreach (var (name, value) in InFolder.Concat(InFiles))
        {
            await File.WriteAllTextAsync(Path.Combine(secrets, name.Replace(':', '.')), $"{value}\n");
        }

        var named = InFiles.Keys.Select(key => $"--{key}={Path.Combine(secrets, key.Replace(':', '.'))}");
        await using var host = await HostProcess.ListenAsync(folder.Path, [.. Failing, .. named, $"--Secrets:Directory={secrets}"]);
        host.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        foreach (var path in new[] { "/api/info", "/api/sessions", "/api/processors", "/metrics", "/health/ready", "/no/such/page" })
        {
            using var answer = await host.Http.GetAsync(path);
            answer.StatusCode.Should().NotBe(HttpStatusCode.Unauthorized, "the key is in the folder of secrets");
            (await answer.Content.ReadAsStringAsync() + answer.Headers).Should().NotContain(Mark, "of {0}", path);
        }

        await WaitFor.ConditionAsync(() => host.Output.Contains("127.0.0.1:1", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the host to complain");
        await host.StopAsync();

        host.Output.Should().NotContain(Mark);
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(secrets, StringComparison.Ordinal) && File.ReadAllText(file).Contains(Mark, StringComparison.Ordinal))
            .Should().BeEmpty();
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
        await using var host = await GuardedClientHost.StartAsync(Key);

        var refused = await host.RunAsync();
        var done = await host.RunAsync($"--Client:ApiKeyFile={host.KeyFile}");

        refused.ExitCode.Should().Be(2, refused.Output);
        refused.Output.Should().Contain("Client:ApiKeyFile");
        done.ShouldSucceed();
    }
}
