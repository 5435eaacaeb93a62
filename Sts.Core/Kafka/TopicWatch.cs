using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Core.Kafka;

/// <summary>Reads all partitions of a topic from their ends, with a consumer that is a member of no group.</summary>
internal sealed partial class TopicWatch<TMessage>(
    KafkaCluster cluster, IAvroDeserializer<TMessage> deserializer, TimeProvider time, ILogger<TopicWatch<TMessage>> logger) : ITopicWatch<TMessage>
    where TMessage : class
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    public async Task WatchAsync(string topic, Func<bool> isWanted, Action<TMessage> heard, CancellationToken cancellationToken)
    {
        var outage = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Factory.StartNew(
                    () => Watch(topic, isWanted, heard, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
                outage = false;
            }
            catch (KafkaException exception)
            {
                if (!outage)
                {
                    LogCannotWatch(exception, topic, RetryDelay);
                }

                outage = true;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Watch(string topic, Func<bool> isWanted, Action<TMessage> heard, CancellationToken cancellationToken)
    {
        using var consumer = CreateConsumer(topic);
        var partitions = FindPartitions(consumer, topic);
        if (partitions.Count == 0)
        {
            return; // Nobody has written to it yet.
        }

        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition, Offset.End)));
        while (true)
        {
            var message = consumer.Consume(cancellationToken);
            if (isWanted() && message.Message.Value is { } value)
            {
                await HearAsync(topic, value, heard, cancellationToken);
            }
        }
    }

    private async Task HearAsync(string topic, byte[] value, Action<TMessage> heard, CancellationToken cancellationToken)
    {
        try
        {
            heard(await deserializer.DeserializeAsync(topic, value, cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidMessageException or SchemaRegistryException)
        {
            LogUnreadable(exception, topic); // Whoever has to deal with it reports it, too.
        }
    }

    private IConsumer<Ignore, byte[]?> CreateConsumer(string topic)
    {
        var log = new KafkaClientLog($"The watch on {topic}", logger);
        // The client asks for the name of a group, which it never joins.
        var config = new ConsumerConfig(cluster.ClientConfig([])) { GroupId = "sts.watch", EnableAutoCommit = false, FetchWaitMaxMs = 100 };
        return new ConsumerBuilder<Ignore, byte[]?>(config)
            .SetLogHandler((_, message) => log.Log(message))
            .SetErrorHandler((_, error) => log.Error(error))
            .Build();
    }

    // Of all topics, because an old broker creates a topic that is asked for by its name.
    private static List<int> FindPartitions(IConsumer<Ignore, byte[]?> consumer, string topic)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var found = admin.GetMetadata(RequestTimeout).Topics.Find(known => known.Topic == topic);
        return [.. found?.Partitions.Select(partition => partition.PartitionId) ?? []];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Topic} can't be watched; it is tried again every {Delay}")]
    private partial void LogCannotWatch(Exception exception, string topic, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message of {Topic} that is watched can't be read")]
    private partial void LogUnreadable(Exception exception, string topic);
}
