using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Sts.Core.Kafka.Embedded;

/// <summary>
/// The functions of librdkafka that Confluent.Kafka does not expose: its broker within the process, which speaks the real protocol
/// on loopback (<c>rdkafka_mock.h</c>).
/// </summary>
internal static partial class NativeMockCluster
{
    private const string Librdkafka = "librdkafka";
    private const int ProducerType = 0;

    private static readonly string[] Variants = [Librdkafka, "centos8-librdkafka", "alpine-librdkafka"];

    static NativeMockCluster() => NativeLibrary.SetDllImportResolver(typeof(NativeMockCluster).Assembly, Resolve);

    public static (nint Client, nint Cluster) Start(int brokers)
    {
        var error = new byte[512];
        var configuration = NewConfiguration();
        // It would log to standard error, and has nothing to say: it is only what the brokers hang on.
        _ = Set(configuration, "log_level", "0", error, (nuint)error.Length);
        var client = New(ProducerType, configuration, error, (nuint)error.Length);
        if (client == 0)
        {
            throw new InvalidOperationException($"librdkafka can't be used: {System.Text.Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        var cluster = NewCluster(client, brokers);
        if (cluster == 0)
        {
            Destroy(client);
            throw new InvalidOperationException("librdkafka can't start its embedded broker: no port on 127.0.0.1 could be opened.");
        }

        return (client, cluster);
    }

    public static string Bootstraps(nint cluster) => Marshal.PtrToStringUTF8(GetBootstraps(cluster))!;

    // Confluent.Kafka picks the build of librdkafka that fits the system; this must be the same one.
    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Librdkafka)
        {
            return 0;
        }

        if (!Library.IsLoaded)
        {
            Library.Load();
        }

        foreach (var variant in Variants)
        {
            if (NativeLibrary.TryLoad(variant, typeof(Library).Assembly, path, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint NewConfiguration();

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(nint configuration, string name, string value, byte[] error, nuint errorSize);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint configuration, byte[] error, nuint errorSize);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_destroy")]
    public static partial void Destroy(nint client);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static partial nint NewCluster(nint client, int brokers);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void DestroyCluster(nint cluster);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static partial nint GetBootstraps(nint cluster);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void SetInitialRebalanceDelay(nint cluster, int milliseconds);

    [LibraryImport(Librdkafka, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateTopic(nint cluster, string topic, int partitions, int replicationFactor);
}
