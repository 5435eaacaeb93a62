using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka;
using Sts.Core.Schemas;
using Sts.Core.Storage;

namespace Sts.Host.WebConsole.Health;

/// <summary>Asks what the host is connected to whether it is there.</summary>
internal sealed class ConnectionChecks(
    KafkaCluster cluster, IOptions<KafkaOptions> kafka, ISchemaRegistryClient registry, IDbContextFactory<StsDbContext> databases, TimeProvider time)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(9);

    public Task<Connection> BrokerAsync(CancellationToken cancellationToken) => Connection.TryAsync(
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
        time, cancellationToken);

    public Task<Connection> RegistryAsync(CancellationToken cancellationToken) => Connection.TryAsync(
        async token => $"{(await registry.GetAllSubjectsAsync(token)).Count} subjects", time, cancellationToken);

    public Task<Connection> DatabaseAsync(CancellationToken cancellationToken) => Connection.TryAsync(
        async token =>
        {
            await using var database = await databases.CreateDbContextAsync(token);
            return $"{await database.Sessions.CountAsync(session => session.Active, token)} active sessions";
        },
        time, cancellationToken);
}
