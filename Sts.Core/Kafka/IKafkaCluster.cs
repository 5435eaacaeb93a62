using Sts.Core.Configuration;

namespace Sts.Core.Kafka;

/// <summary>The brokers that this host works with.</summary>
public interface IKafkaCluster
{
    /// <summary>Addresses at which any Kafka client reaches them, <c>host:port</c> separated by commas.</summary>
    string BootstrapServers { get; }

    /// <summary>Whether it is the embedded broker, which ends with the host and keeps about 5 MB a partition, in memory.</summary>
    bool IsEmbedded { get; }

    /// <summary>The identity of the log: offsets mean the same as long as it is the same.</summary>
    /// <exception cref="StsConfigurationException">The broker reports none and <c>Kafka:ClusterId</c> is not set.</exception>
    /// <exception cref="Confluent.Kafka.KafkaException">The broker did not answer.</exception>
    Task<string> GetLogAsync(CancellationToken cancellationToken);
}
