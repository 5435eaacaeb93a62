using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka;

/// <summary>Creates the topics that are missing.</summary>
internal sealed partial class TopicProvisioner(
    KafkaCluster cluster, ProcessorCatalog catalog, IOptions<KafkaOptions> options, ILogger<TopicProvisioner> logger)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Creates what the processors of this host consume and produce, and a dead-letter topic for each that they consume.</summary>
    /// <exception cref="KafkaException">The broker did not answer.</exception>
    public async Task CreateMissingAsync(CancellationToken cancellationToken)
    {
        string[] topics = [.. catalog.AllTopics(), .. cluster.SupportsHeaders ? [] : ReasonTopics()];
        if (cluster.Embedded is { } embedded)
        {
            Array.ForEach(topics, topic => embedded.CreateTopic(topic, options.Value.Topics.Partitions));
        }
        else if (options.Value.Topics.Create && topics.Length > 0)
        {
            await CreateAsync(topics, cancellationToken);
        }
    }

    private IEnumerable<string> ReasonTopics() => catalog.Enabled.SelectMany(processor => processor.Topics).Distinct().Select(Topics.DeadLetterReasons);

    private async Task CreateAsync(string[] topics, CancellationToken cancellationToken)
    {
        using var admin = new AdminClientBuilder(cluster.ClientConfig([])).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var metadata = await Task.Run(() => admin.GetMetadata(RequestTimeout), cancellationToken);
        var missing = topics.Except(metadata.Topics.Select(topic => topic.Topic)).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        var settings = options.Value.Topics;
        var specifications = missing.Select(topic => new TopicSpecification
        {
            Name = topic,
            NumPartitions = settings.Partitions,
            ReplicationFactor = settings.ReplicationFactor,
        });
        try
        {
            await admin.CreateTopicsAsync(specifications, new CreateTopicsOptions { RequestTimeout = RequestTimeout }).WaitAsync(cancellationToken);
            Array.ForEach(missing, LogCreated);
        }
        catch (CreateTopicsException exception)
        {
            Report(exception.Results);
        }
        catch (KafkaException exception) when (IsUnsupported(exception.Error.Code))
        {
            await AskForAsync(admin, missing, cancellationToken);
        }
    }

    // Such a broker creates topics when they are first asked for, if it is set to; as it does not do so at once, it then says that they have
    // no leader yet.
    private async Task AskForAsync(IAdminClient admin, string[] topics, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var topic in topics)
        {
            var metadata = await Task.Run(() => admin.GetMetadata(topic, RequestTimeout), cancellationToken);
            if (metadata.Topics.Single().Error.Code is ErrorCode.NoError or ErrorCode.LeaderNotAvailable)
            {
                LogAutoCreated(topic);
            }
            else
            {
                missing.Add(topic);
            }
        }

        if (missing.Count > 0)
        {
            LogUnsupported(cluster.BootstrapServers, missing);
        }
    }

    // Before Kafka 0.10.1 a broker does not say who the controller is, so the request waits for one until its time is over. That the
    // broker is there has been seen just before.
    private static bool IsUnsupported(ErrorCode code) =>
        code is ErrorCode.Local_UnsupportedFeature or ErrorCode.UnsupportedVersion or ErrorCode.Local_TimedOut;

    private void Report(IReadOnlyList<CreateTopicReport> reports)
    {
        foreach (var report in reports)
        {
            if (report.Error.Code is ErrorCode.NoError)
            {
                LogCreated(report.Topic);
            }
            else if (report.Error.Code is not ErrorCode.TopicAlreadyExists)
            {
                LogRefused(report.Topic, report.Error.Reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Created {Topic}")]
    private partial void LogCreated(string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker at {Broker} does not create topics on request, as it is too old or has no controller. Create these with its own "
        + "tools, or let it auto-create them (auto.create.topics.enable): {Topics}")]
    private partial void LogUnsupported(string broker, IReadOnlyList<string> topics);

    [LoggerMessage(Level = LogLevel.Information, Message = "The broker has created {Topic}, with as many partitions as it is set to")]
    private partial void LogAutoCreated(string topic);

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker refuses to create {Topic}: {Reason}. Create it by hand, or change Kafka:Topics")]
    private partial void LogRefused(string topic, string reason);
}
