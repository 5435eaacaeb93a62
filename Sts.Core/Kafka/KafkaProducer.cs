using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Kafka.Transactions;

namespace Sts.Core.Kafka;

/// <summary>The host's one producer: everything that it sends shares its connections and batches.</summary>
internal sealed class KafkaProducer : IDisposable
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly KafkaClientLog _log;
    private readonly EngineMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly bool _keepsHeaders;

    public KafkaProducer(KafkaCluster cluster, IOptions<KafkaOptions> options, EngineMetrics metrics, TimeProvider time, ILogger<KafkaProducer> logger)
    {
        (_metrics, _time) = (metrics, time);
        _log = new KafkaClientLog("The producer", logger);
        _keepsHeaders = cluster.SupportsHeaders;
        _producer = new ProducerBuilder<byte[]?, byte[]?>(Configure(cluster, options.Value))
            .SetLogHandler((_, message) => _log.Log(message))
            .SetErrorHandler((_, error) => _log.Error(error))
            .Build();
    }

    /// <summary>Sends a message and waits until all in-sync replicas have it.</summary>
    /// <exception cref="KafkaException">The broker did not take it.</exception>
    public Task<TopicPartitionOffset> ProduceAsync(string topic, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken) =>
        ProduceAsync(new TopicPartition(topic, Partition.Any), message, cancellationToken);

    /// <summary>
    /// Sends a message to a partition, or where the key says, and waits until all in-sync replicas have it. Within a transaction it goes
    /// with that, and its offset is not known.
    /// </summary>
    /// <exception cref="KafkaException">The broker did not take it.</exception>
    public async Task<TopicPartitionOffset> ProduceAsync(
        TopicPartition partition, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        using var span = MessagingSpans.StartSend(partition);
        if (_keepsHeaders && Tracer.Current is var trace && trace != default)
        {
            TraceHeaders.Write(message, trace);
        }

        if (OutputScope.Current is { } outputs)
        {
            outputs.Add(partition, message);
            _metrics.Told(partition.Topic, duration: null, error: null);
            return new TopicPartitionOffset(partition, Offset.Unset);
        }

        var started = _time.GetTimestamp();
        try
        {
            var result = await _producer.ProduceAsync(partition, message, cancellationToken);
            _log.Reached();
            span.Sent(result.TopicPartitionOffset);
            _metrics.Told(partition.Topic, _time.GetElapsedTime(started), error: null);
            return result.TopicPartitionOffset;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            _metrics.Told(partition.Topic, _time.GetElapsedTime(started), exception);
            throw;
        }
    }

    public void Dispose()
    {
        _producer.Flush(FlushTimeout);
        _producer.Dispose();
    }

    /// <summary>Settings of a producer: ours, then those of the configuration.</summary>
    public static ProducerConfig Configure(KafkaCluster cluster, KafkaOptions options)
    {
        var defaults = new ProducerConfig
        {
            Acks = Acks.All,
            // Idempotence came with the same version of Kafka.
            EnableIdempotence = cluster.SupportsHeaders,
            // The key decides the partition as in the Java client, so that producers in other languages agree with us.
            Partitioner = Partitioner.Murmur2Random,
            LingerMs = 1,
            MessageMaxBytes = 4 * 1024 * 1024,
            MessageTimeoutMs = 60_000,
        };
        return new ProducerConfig(cluster.ClientConfig(defaults.Concat(options.Producer)));
    }
}
