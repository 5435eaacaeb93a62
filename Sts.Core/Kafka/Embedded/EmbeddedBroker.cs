using Sts.Core.Configuration;

namespace Sts.Core.Kafka.Embedded;

/// <summary>
/// A Kafka broker within this process, on a free port of 127.0.0.1, for trying and for development. Any Kafka client can connect to
/// it. It keeps about 5 MB a partition, in memory, and drops the oldest messages beyond that.
/// </summary>
internal sealed class EmbeddedBroker : IDisposable
{
    /// <summary>How much a partition can be relied on to keep, in bytes.</summary>
    public const long PartitionCapacity = 5 * 1024 * 1024;

    /// <summary>How long a consumer lets a fetch wait for messages: that is how late they are at most.</summary>
    public const int FetchWaitMs = 40;

    // A group waits this long for further members before its first assignment; within one host they come at once.
    private const int InitialRebalanceDelayMs = 100;
    private const int TopicAlreadyExists = 36;

    private readonly nint _client;
    private readonly nint _cluster;
    private bool _disposed;

    public EmbeddedBroker()
    {
        (_client, _cluster) = NativeMockCluster.Start(brokers: 1);
        NativeMockCluster.SetInitialRebalanceDelay(_cluster, InitialRebalanceDelayMs);
        BootstrapServers = NativeMockCluster.Bootstraps(_cluster);
    }

    public string BootstrapServers { get; }

    public void CreateTopic(string topic, int partitions)
    {
        var error = NativeMockCluster.CreateTopic(_cluster, topic, partitions, replicationFactor: 1);
        if (error is not 0 and not TopicAlreadyExists)
        {
            throw new StsConfigurationException($"The embedded broker can't create the topic '{topic}' with {partitions} partitions (error {error}).");
        }
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            NativeMockCluster.DestroyCluster(_cluster);
            NativeMockCluster.Destroy(_client);
        }
    }
}
