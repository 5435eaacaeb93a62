using Confluent.Kafka;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Core.Kafka;

/// <summary>Looks whether the brokers answer.</summary>
internal sealed class BrokerCheck(ClusterMetadata cluster) : ISystemCheck
{
    private const string Embedded = "it keeps about 5 MB a partition, in memory, and ends with the host";

    public string Name => "broker";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (!cluster.IsThere)
        {
            return [CheckResult.Ok($"built-in: {Embedded}")];
        }

        try
        {
            var metadata = await cluster.GetAsync(cancellationToken);
            var where = $"{metadata.Brokers.Count} broker(s) at {cluster.BootstrapServers}";
            return [CheckResult.Ok(cluster.IsConfigured ? where : $"built-in, {where}: {Embedded}")];
        }
        catch (KafkaException exception)
        {
            return
            [
                CheckResult.Fault(
                    $"nobody answers at {cluster.BootstrapServers}: {exception.Error.Reason}",
                    "Start Kafka, or correct Kafka:BootstrapServers, and Kafka:Properties for what its listener wants (security.protocol, sasl.mechanism)."),
            ];
        }
    }
}
