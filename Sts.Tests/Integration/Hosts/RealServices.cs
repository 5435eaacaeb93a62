namespace Sts.Tests.Integration.Hosts;

/// <summary>
/// A real Kafka and a real PostgreSQL for hosts. All tests of a run share the topics, the consumer groups and one database, as the
/// hosts of one installation do; so they run one after the other, each with users of its own.
/// </summary>
/// <param name="Kafka">For clients besides the host.</param>
/// <param name="ConnectionString">Npgsql connection string of the run's database.</param>
public sealed record RealServices(KafkaServer Kafka, string ConnectionString)
{
    // Kafka before 0.10.1 has no cluster id.
    private const string ClusterId = "test";

    // So that a killed host's partitions are given to the next one soon; the least that brokers allow by default.
    private const int ConsumerSessionMilliseconds = 6_000;

    private static readonly Lazy<Task<PostgresDatabase>> Database = new(TestEnvironment.RequirePostgres);

    /// <summary>Settings that put a host on these services. The schema registry is the embedded one.</summary>
    public IReadOnlyList<string> Settings =>
    [
        $"--Kafka:BootstrapServers={Kafka.BootstrapServers}",
        $"--Kafka:ClusterId={ClusterId}",
        $"--Kafka:Consumer:session.timeout.ms={ConsumerSessionMilliseconds}",
        .. Kafka.Properties.Select(property => $"--Kafka:Properties:{property.Key}={property.Value}"),
        "--Database:Provider=Postgres",
        $"--Database:ConnectionString={ConnectionString}",
    ];

    /// <summary>The services of this run, or the test is skipped.</summary>
    public static async Task<RealServices> RequireAsync()
    {
        var kafka = TestEnvironment.RequireKafka();
        return new RealServices(kafka, (await Database.Value).ConnectionString);
    }

    /// <summary>Drops the database, if there is one.</summary>
    internal static async Task DropDatabaseAsync()
    {
        if (Database is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Database.Value).DisposeAsync();
        }
    }
}
