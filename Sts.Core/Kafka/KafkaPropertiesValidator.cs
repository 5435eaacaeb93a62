using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace Sts.Core.Kafka;

/// <summary>Lets librdkafka judge the properties that are its own, by creating clients with them that connect to nobody.</summary>
internal sealed class KafkaPropertiesValidator : IValidateOptions<KafkaOptions>
{
    public ValidateOptionsResult Validate(string? name, KafkaOptions options)
    {
        var failures = new[]
        {
            FindProblem("Kafka:Properties", options.Properties),
            FindProblem("Kafka:Consumer", options.Consumer),
            FindProblem("Kafka:Producer", options.Producer, producer: true),
        }.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <returns>What is wrong with the properties, which are set under a key; null if nothing is.</returns>
    public static string? FindProblem(string key, IReadOnlyDictionary<string, string> properties, bool producer = false)
    {
        if (properties.Count == 0)
        {
            return null;
        }

        try
        {
            using IDisposable client = producer ? CreateProducer(properties) : CreateConsumer(properties);
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or KafkaException)
        {
            return $"{key} is refused by librdkafka: {exception.Message} Its CONFIGURATION.md lists names and values.";
        }
    }

    private static IProducer<Null, Null> CreateProducer(IReadOnlyDictionary<string, string> properties) =>
        new ProducerBuilder<Null, Null>(properties).SetLogHandler((_, _) => { }).Build();

    private static IConsumer<Ignore, Ignore> CreateConsumer(IReadOnlyDictionary<string, string> properties) =>
        new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(properties.ToDictionary()) { GroupId = "check" }).SetLogHandler((_, _) => { }).Build();
}
