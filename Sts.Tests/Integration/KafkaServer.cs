using Confluent.Kafka;

namespace Sts.Tests.Integration;

/// <summary>A Kafka that tests may use.</summary>
/// <param name="BootstrapServers">Where its clients connect first.</param>
/// <param name="Properties">librdkafka properties that its clients need besides.</param>
public sealed record KafkaServer(string BootstrapServers, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>A client configuration for this Kafka, to construct a producer's, consumer's or admin client's from.</summary>
    public ClientConfig ToClientConfig() =>
        new(Properties.ToDictionary()) { BootstrapServers = BootstrapServers };

    /// <summary>As a client sees it that lacks a property.</summary>
    public KafkaServer Without(string property) => this with { Properties = Properties.Where(one => one.Key != property).ToDictionary() };

    /// <summary>Reads <c>name=value;name=value</c>; a value may contain <c>=</c>.</summary>
    /// <exception cref="FormatException">An entry has no <c>=</c>.</exception>
    public static IReadOnlyDictionary<string, string> ParseProperties(string? text) =>
        (text ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var value]
                ? KeyValuePair.Create(name, value)
                : throw new FormatException($"{TestEnvironment.KafkaPropertiesVariable}: '{entry}' is not name=value."))
            .ToDictionary();
}
