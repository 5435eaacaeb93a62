using System.Diagnostics;

namespace Sts.Benchmarks.Running;

/// <summary>The Kafka and the PostgreSQL of a session. Each is started when a scenario first asks for it, unless the user has named one.</summary>
internal sealed class Servers(string folder, ServerAddresses addresses, Action<string> say) : IAsyncDisposable
{
    // What Apache Kafka 0.9, which the tests' scripts start, asks of its clients.
    private const string OwnKafkaProperties = "api.version.request=false;broker.version.fallback=0.9.0.1";

    private KafkaServer? _kafka;
    private string? _postgres;

    /// <exception cref="InvalidOperationException">It could not be started; the script's output says why.</exception>
    public async Task<KafkaServer> GetKafkaAsync(CancellationToken cancellationToken) => _kafka ??= addresses.Kafka is { } named
        ? new KafkaServer(named, addresses.KafkaProperties ?? "")
        : new KafkaServer(await StartAsync("kafka", cancellationToken), OwnKafkaProperties);

    /// <returns>An Npgsql connection string that names no database.</returns>
    /// <exception cref="InvalidOperationException">It could not be started; the script's output says why.</exception>
    public async Task<string> GetPostgresAsync(CancellationToken cancellationToken) =>
        _postgres ??= addresses.Postgres ?? await StartAsync("postgres", cancellationToken);

    public async ValueTask DisposeAsync() => await RunScriptAsync("destroy", CancellationToken.None);

    private async Task<string> StartAsync(string server, CancellationToken cancellationToken)
    {
        say($"starting {server}");
        return (await RunScriptAsync(server, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
    }

    private async Task<string> RunScriptAsync(string action, CancellationToken cancellationToken)
    {
        var script = Path.Combine(Repository.Root, "Sts.Benchmarks", "servers.sh");
        // To a file and not to a pipe: the servers inherit it, and a pipe would not end before they do.
        var outputFile = Path.Combine(Path.GetTempPath(), $"sts-benchmarks-{Guid.NewGuid():N}");
        try
        {
            using var bash = Process.Start("bash", ["-c", "bash \"$0\" \"$1\" \"$2\" >\"$3\"", script, folder, action, outputFile]);
            await bash.WaitForExitAsync(cancellationToken);
            var output = await File.ReadAllTextAsync(outputFile, cancellationToken);
            return bash.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"servers.sh {action} failed ({bash.ExitCode}): {output}");
        }
        finally
        {
            File.Delete(outputFile);
        }
    }
}
