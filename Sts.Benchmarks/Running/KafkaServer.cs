using Confluent.Kafka;

namespace Sts.Benchmarks.Running;

/// <summary>The Kafka that both sides of a comparison use.</summary>
/// <param name="BootstrapServers">Where clients connect first.</param>
/// <param name="Properties">librdkafka properties that they need besides, as <c>name=value;name=value</c>.</param>
internal sealed record KafkaServer(string BootstrapServers, string Properties)
{
    // Old brokers have no cluster id, and any name will do for a log that is only read here.
    private const string ClusterId = "benchmarks";

    private IEnumerable<(string Name, string Value)> Pairs => Properties
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(property => property.Split('=', 2) is [var name, var value]
            ? (name, value)
            : throw new FormatException($"The Kafka property '{property}' is not name=value. Correct --kafka-properties or STS_TEST_KAFKA_PROPERTIES."));

    /// <summary>For STS: the section <c>Kafka</c>.</summary>
    public Dictionary<string, string?> Settings()
    {
        var settings = Pairs.ToDictionary(property => $"Kafka:Properties:{property.Name}", property => (string?)property.Value);
        settings["Kafka:BootstrapServers"] = BootstrapServers;
        settings["Kafka:ClusterId"] = ClusterId;
        return settings;
    }

    /// <summary>For a bare client. It does without Nagle's algorithm, as STS does; else it would lose tens of milliseconds at every hop.</summary>
    public ClientConfig Client()
    {
        var properties = Pairs.ToDictionary(property => property.Name, property => property.Value);
        var config = new ClientConfig(properties) { BootstrapServers = BootstrapServers, SocketNagleDisable = true };
        // Errors only: what is needed to speak to an old broker is deprecated, and every client would say so.
        config.Set("log_level", "3");
        return config;
    }

    /// <summary>For a bare consumer that reads a topic from the beginning or from where its group is, and commits as often as STS does.</summary>
    public ConsumerConfig Consumer(string group) =>
        new(Client()) { GroupId = group, AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = true, AutoCommitIntervalMs = 500 };
}
