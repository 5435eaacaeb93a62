using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka;

/// <summary>Looks whether the topics that the enabled processors need are there, with the right numbers of partitions and with leaders.</summary>
internal sealed class TopicsCheck(ClusterMetadata cluster, ProcessorCatalog catalog, IOptions<KafkaOptions> options) : ISystemCheck
{
    public string Name => "topics";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (!cluster.IsThere)
        {
            return [CheckResult.Ok($"they are created when the host starts, with {options.Value.Topics.Partitions} partition(s) each")];
        }

        Metadata metadata;
        try
        {
            metadata = await cluster.GetAsync(cancellationToken);
        }
        catch (KafkaException)
        {
            return [CheckResult.Fault("they can't be looked at while the broker is away", "See to the broker first.")];
        }

        return Judge(metadata);
    }

    private CheckResult[] Judge(Metadata metadata)
    {
        var needed = catalog.AllTopics().ToHashSet();
        var found = metadata.Topics.Where(topic => needed.Contains(topic.Topic)).OrderBy(topic => topic.Topic, StringComparer.Ordinal).ToArray();
        CheckResult[] problems =
        [
            .. Missing([.. needed.Except(found.Select(topic => topic.Topic)).Order(StringComparer.Ordinal)]),
            .. found.SelectMany(topic => Leaders(topic).Concat(Partitions(topic)).Concat(Replicas(topic, metadata.Brokers.Count))),
            .. CoPartitioning(found),
        ];
        return problems.Length > 0 ? problems : [CheckResult.Ok($"{found.Length} topic(s) with {options.Value.Topics.Partitions} partition(s) each")];
    }

    private IEnumerable<CheckResult> Missing(string[] missing)
    {
        if (missing.Length == 0)
        {
            yield break;
        }

        var names = string.Join(", ", missing);
        yield return options.Value.Topics.Create
            ? CheckResult.Ok($"{missing.Length} to be created when the host starts: {names}")
            : CheckResult.Fault(
                $"missing: {names}",
                $"Create them with {options.Value.Topics.Partitions} partition(s) each, or set Kafka:Topics:Create to true.");
    }

    private IEnumerable<CheckResult> Partitions(TopicMetadata topic)
    {
        var (there, wanted) = (topic.Partitions.Count, options.Value.Topics.Partitions);
        if (there > 0 && there != wanted)
        {
            yield return CheckResult.Warning(
                $"{topic.Topic} has {there} partition(s), and Kafka:Topics:Partitions is {wanted}",
                there < wanted
                    ? $"At most {there} host(s) can share the work. Add partitions while nothing is under way (kafka-topics.sh --alter --topic {topic.Topic} "
                        + $"--partitions {wanted}), or set Kafka:Topics:Partitions to {there}."
                    : $"Set Kafka:Topics:Partitions to {there}, so that topics to come get as many.");
        }
    }

    // What is keyed by user should lie in partitions of the same number, so that a user's messages stay with the same hosts.
    private static IEnumerable<CheckResult> CoPartitioning(TopicMetadata[] topics)
    {
        var keyed = topics.Where(topic => Topics.SourceOf(topic.Topic) is null && topic.Topic != Topics.Replays && topic.Partitions.Count > 0).ToArray();
        if (keyed.Select(topic => topic.Partitions.Count).Distinct().Count() > 1)
        {
            yield return CheckResult.Warning(
                $"not all topics have the same number of partitions: {string.Join(", ", keyed.Select(topic => $"{topic.Topic} {topic.Partitions.Count}"))}",
                "Give them the same number, so that one user's messages lie in partitions of one number on each topic.");
        }
    }

    private static IEnumerable<CheckResult> Leaders(TopicMetadata topic)
    {
        var without = topic.Partitions.Where(partition => partition.Leader < 0 || partition.Error.Code is ErrorCode.LeaderNotAvailable).ToArray();
        if (without.Length > 0 || topic.Error.IsError)
        {
            yield return CheckResult.Fault(
                topic.Error.IsError ? $"{topic.Topic}: {topic.Error.Reason}" : $"{topic.Topic} has no leader for partition(s) {string.Join(", ", without.Select(partition => partition.PartitionId))}",
                "Look after the brokers that hold them; nothing can be read or written there meanwhile.");
        }
    }

    private static IEnumerable<CheckResult> Replicas(TopicMetadata topic, int brokers)
    {
        if (brokers > 1 && topic.Partitions.Any(partition => partition.Replicas.Length == 1))
        {
            yield return CheckResult.Warning(
                $"{topic.Topic} is kept by one broker only, of {brokers}", "Raise its replication factor (kafka-reassign-partitions.sh), or a broker's disk takes it along.");
        }
    }
}
