using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace Sts.Core.Kafka;

/// <summary>Lets librdkafka judge the properties that are its own, by creating clients with them that connect to nobody.</summary>
internal sealed class KafkaPropertiesValidator : IValidateOptions<KafkaOptions>
{
    private static readonly (string Property, string Reason)[] Reserved =
    [
        ("enable.auto.commit", "STS commits what is finished, and nothing before"),
        ("enable.auto.offset.store", "STS commits what is finished, and nothing before"),
        ("group.id", "a processor's group is set by Processors:<Name>:GroupId"),
        ("group.instance.id", "it is set by Kafka:InstanceId"),
        ("group.protocol", "it is set by Kafka:GroupProtocol"),
        ("partition.assignment.strategy", "it is set by Kafka:GroupProtocol"),
    ];

    public ValidateOptionsResult Validate(string? name, KafkaOptions options)
    {
        var failures = new[]
        {
            FindProblem("Kafka:Properties", options.Properties, CreateConsumer),
            FindConsumerProblem("Kafka:Consumer", options.Consumer, options.GroupProtocol),
            FindProblem("Kafka:Producer", options.Producer, CreateProducer),
        }.OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <returns>What is wrong with a consumer's properties, which are set under a key; null if nothing is.</returns>
    public static string? FindConsumerProblem(
        string key, IReadOnlyDictionary<string, string> properties, GroupMembership protocol = GroupMembership.Cooperative) =>
        Reserved.FirstOrDefault(name => properties.ContainsKey(name.Property)) is { Property: not null } reserved
            ? $"{key}:{reserved.Property} can't be set: {reserved.Reason}. Remove it."
            : FindProblem(key, properties, set => CreateConsumer(protocol is GroupMembership.Consumer ? set.Append(new("group.protocol", "consumer")) : set));

    private static string? FindProblem(
        string key, IReadOnlyDictionary<string, string> properties, Func<IEnumerable<KeyValuePair<string, string>>, IDisposable> create)
    {
        if (properties.Count == 0)
        {
            return null;
        }

        try
        {
            create(properties).Dispose();
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or KafkaException)
        {
            return $"{key} is refused by librdkafka: {exception.Message} Its CONFIGURATION.md lists names and values.";
        }
    }

    private static IProducer<Null, Null> CreateProducer(IEnumerable<KeyValuePair<string, string>> properties) =>
        new ProducerBuilder<Null, Null>(properties).SetLogHandler((_, _) => { }).Build();

    private static IConsumer<Ignore, Ignore> CreateConsumer(IEnumerable<KeyValuePair<string, string>> properties) =>
        new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig(properties.ToDictionary()) { GroupId = "check" }).SetLogHandler((_, _) => { }).Build();
}
