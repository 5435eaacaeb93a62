namespace Sts.Benchmarks.Running;

/// <summary>The servers that the user names; what is null is started.</summary>
/// <param name="Kafka">Bootstrap servers.</param>
/// <param name="KafkaProperties">librdkafka properties that its clients need, as <c>name=value;name=value</c>.</param>
/// <param name="Postgres">Npgsql connection string of a server where databases may be created.</param>
internal sealed record ServerAddresses(string? Kafka, string? KafkaProperties, string? Postgres)
{
    /// <summary>Fills in what the environment of the tests names.</summary>
    public ServerAddresses OrEnvironment() => new(
        Kafka ?? Read("STS_TEST_KAFKA"),
        KafkaProperties ?? (Kafka is null ? Read("STS_TEST_KAFKA_PROPERTIES") : null),
        Postgres ?? Read("STS_TEST_POSTGRES"));

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
