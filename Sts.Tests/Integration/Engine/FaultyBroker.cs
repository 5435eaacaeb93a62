using System.Runtime.InteropServices;
using Confluent.Kafka;
using Sts.Core.Kafka.Embedded;

namespace Sts.Tests.Integration.Engine;

/// <summary>Brokers within this process that fail as a test says. Engines reach them as they reach any Kafka.</summary>
internal sealed class FaultyBroker : IDisposable
{
    public const string Topic = "probe";
    public const string Group = "sts.probe";
    public const string Actions = "probe.actions";
    public const int SessionTimeoutMs = 1_500;
    public const int HeartbeatMs = 100;

    private const int All = -1;
    private const int InitialRebalanceDelayMs = 20;

    private readonly nint _client;
    private readonly nint _cluster;

    public FaultyBroker(int brokers, int partitions)
    {
        Partitions = partitions;
        (_client, _cluster) = NativeMockCluster.Start(brokers);
        NativeMockCluster.SetInitialRebalanceDelay(_cluster, InitialRebalanceDelayMs);
        MockFaults.SetConsumerSessionTimeout(_cluster, SessionTimeoutMs);
        MockFaults.SetConsumerHeartbeatInterval(_cluster, HeartbeatMs);
        MockFaults.StartRequestTracking(_cluster);
        foreach (var topic in new[] { Topic, $"{Topic}.dlq", Actions })
        {
            NativeMockCluster.CreateTopic(_cluster, topic, partitions, replicationFactor: 1).Should().Be(0);
        }

        BootstrapServers = NativeMockCluster.Bootstraps(_cluster);
    }

    public string BootstrapServers { get; }

    public int Partitions { get; }

    /// <summary>Lets the next requests of a kind fail, one after the other. <see cref="ErrorCode.Local_Transport"/> cuts the connection.</summary>
    public void Fail(Api api, params IReadOnlyList<ErrorCode> errors) =>
        MockFaults.PushRequestErrors(_cluster, (short)api, (nuint)errors.Count, [.. errors.Select(error => (int)error)]);

    /// <summary>Forgets the failures of a kind that have not come yet.</summary>
    public void Heal(Api api) => MockFaults.ClearRequestErrors(_cluster, (short)api);

    /// <summary>Cuts all connections and takes no new ones.</summary>
    public void SetDown() => Check(MockFaults.SetDown(_cluster, All));

    public void SetUp() => Check(MockFaults.SetUp(_cluster, All));

    /// <summary>Delays every answer.</summary>
    public void SetRoundTrip(TimeSpan delay) => Check(MockFaults.SetRoundTrip(_cluster, All, (int)delay.TotalMilliseconds));

    /// <summary>Lets another broker coordinate the engines' group.</summary>
    public void MoveCoordinator(int broker) => Check(MockFaults.SetCoordinator(_cluster, "group", Group, broker));

    /// <summary>Lets another broker lead a partition.</summary>
    public void MoveLeader(int partition, int broker) => Check(MockFaults.SetLeader(_cluster, Topic, partition, broker));

    /// <summary>What is answered when somebody asks about the topic; <see cref="ErrorCode.NoError"/> again for the truth.</summary>
    public void FailTopic(ErrorCode error) => MockFaults.SetTopicError(_cluster, Topic, (int)error);

    /// <summary>How many requests of a kind have come so far.</summary>
    public int Count(Api api)
    {
        var requests = MockFaults.GetRequests(_cluster, out var count);
        try
        {
            return Enumerable.Range(0, (int)count).Count(i => MockFaults.ApiOf(Marshal.ReadIntPtr(requests, i * nint.Size)) == (short)api);
        }
        finally
        {
            MockFaults.DestroyRequests(requests, count);
        }
    }

    public void Dispose()
    {
        NativeMockCluster.DestroyCluster(_cluster);
        NativeMockCluster.Destroy(_client);
    }

    private static void Check(int error) => ((ErrorCode)error).Should().Be(ErrorCode.NoError);
}
