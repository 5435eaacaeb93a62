using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Security;

/// <summary>A host that was given marked secrets in every way, and for which everything fails that uses them.</summary>
internal sealed class FailingHost : IAsyncDisposable
{
    /// <summary>What all secrets have in common.</summary>
    public const string Mark = "m4rk3d";

    /// <summary>The key that the host takes.</summary>
    public const string Key = $"{Mark}-key-0123456789abcdef";

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

    private readonly TemporaryFolder _folder;
    private readonly string[] _settings;

    private FailingHost(TemporaryFolder folder, string[] settings, HostProcess host) => (_folder, _settings, Host) = (folder, settings, host);

    public HostProcess Host { get; }

    private string SecretsFolder => SecretsIn(_folder);

    public static async Task<FailingHost> StartAsync()
    {
        var folder = new TemporaryFolder();
        var secrets = Directory.CreateDirectory(SecretsIn(folder)).FullName;
        foreach (var (name, value) in InFolder.Concat(InFiles))
        {
            await File.WriteAllTextAsync(Path.Combine(secrets, FileOf(name)), $"{value}\n");
        }

        string[] settings = [.. Failing, .. InFiles.Keys.Select(key => $"--{key}={Path.Combine(secrets, FileOf(key))}"), $"--Secrets:Directory={secrets}"];
        return new FailingHost(folder, settings, await HostProcess.ListenAsync(folder.Path, settings));
    }

    /// <summary>Runs a command with the host's settings.</summary>
    public Task<ProgramRun> RunAsync(params string[] words) => ProgramRun.InAsync(_folder.Path, "", [.. words, .. _settings]);

    /// <summary>The files with secrets in them, except for those that they came out of.</summary>
    public IEnumerable<string> FilesWithSecrets() => Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Where(file => !file.StartsWith(SecretsFolder, StringComparison.Ordinal) && File.ReadAllText(file).Contains(Mark, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    private static string SecretsIn(TemporaryFolder folder) => Path.Combine(folder.Path, "secrets");

    private static string FileOf(string setting) => setting.Replace(':', '.');
}
