using System.Runtime.InteropServices;
using Sts.Core.Kafka.Embedded;

namespace Sts.Tests.Integration.Engine;

/// <summary>The functions of librdkafka that make its broker within the process misbehave (<c>rdkafka_mock.h</c>).</summary>
internal static partial class MockFaults
{
    private const string Librdkafka = "librdkafka";

    static MockFaults() => NativeLibrary.SetDllImportResolver(typeof(MockFaults).Assembly, NativeMockCluster.Resolve);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushRequestErrors(nint cluster, short api, nuint count, int[] errors);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearRequestErrors(nint cluster, short api);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int SetDown(nint cluster, int broker);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int SetUp(nint cluster, int broker);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int SetRoundTrip(nint cluster, int broker, int milliseconds);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_coordinator_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetCoordinator(nint cluster, string keyType, string key, int broker);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLeader(nint cluster, string topic, int partition, int broker);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_topic_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetTopicError(nint cluster, string topic, int error);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_set_group_consumer_session_timeout_ms")]
    public static partial void SetConsumerSessionTimeout(nint cluster, int milliseconds);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_set_group_consumer_heartbeat_interval_ms")]
    public static partial void SetConsumerHeartbeatInterval(nint cluster, int milliseconds);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_start_request_tracking")]
    public static partial void StartRequestTracking(nint cluster);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_get_requests")]
    public static partial nint GetRequests(nint cluster, out nuint count);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_request_api_key")]
    public static partial short ApiOf(nint request);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_request_destroy_array")]
    public static partial void DestroyRequests(nint requests, nuint count);
}
