using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka;
using Sts.Core.Schemas;
using Sts.Core.Storage;
using Sts.Host.Doctor;

namespace Sts.Host.WebConsole.Health;

/// <summary>Asks what the host is connected to whether it is there.</summary>
internal sealed class ConnectionChecks(
    KafkaCluster cluster, IOptions<KafkaOptions> kafka, ISchemaRegistryClient registry, IDbContextFactory<StsDbContext> databases, Secrets secrets, TimeProvider time)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(9);

    public Task<Connection> BrokerAsync(CancellationToken cancellationToken) => TryAsync(
        token => Task.Run(
            () =>
            {
                var config = new ClientConfig { BootstrapServers = cluster.BootstrapServers };
                foreach (var (name, value) in kafka.Value.Properties)
                {
                    config.Set(name, value);
                }

                using var admin = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
                var metadata = admin.GetMetadata(RequestTimeout);
                return $"{metadata.Brokers.Count} broker(s), {metadata.Topics.Count} topics";
            },
            token),
        cancellationToken);

    public Task<Connection> RegistryAsync(CancellationToken cancellationToken) => TryAsync(
        async token => $"{(await registry.GetAllSubjectsAsync(token)).Count} subjects", cancellationToken);

    public Task<Connection> DatabaseAsync(CancellationToken cancellationToken) => TryAsync(
        async token =>
        {
            await using var database = await databases.CreateDbContextAsync(token);
            return $"{await database.Sessions.CountAsync(session => session.Active, token)} active sessions";
        },
        cancellationToken);

    private async Task<Connection> TryAsync(Func<CancellationToken, Task<string>> ask, CancellationToken cancellationToken)
    {
        var connection = await Connection.TryAsync(ask, time, cancellationToken);
        return connection.Problem is { } problem ? connection with { Problem = secrets.Hide(problem) } : connection;
    }
}
