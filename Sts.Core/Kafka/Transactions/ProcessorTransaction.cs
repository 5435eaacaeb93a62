using Confluent.Kafka;
using Sts.Core.Configuration;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Transactions;

/// <summary>The producer of one processor with <see cref="Delivery.ExactlyOnce"/>, and the transaction that it has open, if any.</summary>
/// <remarks>The poll thread begins, commits and aborts; the workers send.</remarks>
internal sealed class ProcessorTransaction : IDisposable
{
    private const int MaxAborts = 6;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private bool _offsetsSent;

    private ProcessorTransaction(IProducer<byte[]?, byte[]?> producer) => _producer = producer;

    /// <summary>Whether one was begun and neither committed nor aborted.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Connects a producer, and fences off the one that had its id before.</summary>
    /// <exception cref="StsConfigurationException">The broker has no transactions.</exception>
    /// <exception cref="KafkaException">The broker did not answer or refused.</exception>
    public static async Task<ProcessorTransaction> StartAsync(
        ProcessorDescriptor processor, ProducerConfig config, KafkaClientLog log, CancellationToken cancellationToken)
    {
        var producer = new ProducerBuilder<byte[]?, byte[]?>(config)
            .SetLogHandler((_, message) => log.Log(message))
            .SetErrorHandler((_, error) => log.Error(error))
            .Build();
        try
        {
            while (!await Task.Run(() => TryInitialize(producer), cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return new ProcessorTransaction(producer);
        }
        catch (KafkaException exception) when (exception.Error.Code is ErrorCode.Local_UnsupportedFeature or ErrorCode.UnsupportedVersion)
        {
            producer.Dispose();
            throw new StsConfigurationException(
                $"Processors:{processor.Name}:Delivery is ExactlyOnce, and the broker has no transactions ({exception.Error.Reason}). "
                + "Set it to AtLeastOnce, or use Kafka 2.5 or later.");
        }
        catch
        {
            producer.Dispose();
            throw;
        }
    }

    public void Begin()
    {
        _producer.BeginTransaction();
        (IsOpen, _offsetsSent) = (true, false);
    }

    /// <summary>Sends what was produced for a message; unless its partition has been taken away, since then it is processed again.</summary>
    /// <exception cref="KafkaException">It could not be queued, and the transaction must be aborted.</exception>
    public void Send(OutputScope outputs, PartitionAssignment assignment)
    {
        lock (_gate)
        {
            if (assignment.IsStopped)
            {
                return;
            }

            foreach (var (target, message) in outputs.Outputs)
            {
                Queue(target, message);
            }
        }
    }

    /// <summary>Commits what was sent together with offsets. After a <see cref="KafkaRetriableException"/> it is to be called again.</summary>
    /// <exception cref="KafkaTxnRequiresAbortException">It must be aborted.</exception>
    /// <exception cref="KafkaRetriableException">The broker has not answered yet.</exception>
    /// <exception cref="KafkaException">The producer can't be used any more.</exception>
    public void Commit(IReadOnlyCollection<TopicPartitionOffset> offsets, IConsumerGroupMetadata group)
    {
        if (!_offsetsSent && offsets.Count > 0)
        {
            _producer.SendOffsetsToTransaction(offsets, group, RequestTimeout);
            _offsetsSent = true;
        }

        _producer.CommitTransaction(RequestTimeout);
        IsOpen = false;
    }

    /// <summary>Throws away what was sent. The assignments that sent it must be stopped before.</summary>
    /// <exception cref="KafkaException">The producer can't be used any more, or the broker has not answered for half a minute.</exception>
    public void Abort()
    {
        lock (_gate)
        {
            // Nobody is sending any more, and nobody begins to.
        }

        for (var attempt = 1; IsOpen; attempt++)
        {
            try
            {
                _producer.AbortTransaction(RequestTimeout);
                IsOpen = false;
            }
            catch (KafkaRetriableException) when (attempt < MaxAborts)
            {
                // It goes on where it was.
            }
        }
    }

    public void Dispose() => _producer.Dispose();

    private static bool TryInitialize(IProducer<byte[]?, byte[]?> producer)
    {
        try
        {
            producer.InitTransactions(RequestTimeout);
            return true;
        }
        catch (KafkaRetriableException)
        {
            return false;
        }
    }

    private void Queue(TopicPartition target, Message<byte[]?, byte[]?> message)
    {
        while (true)
        {
            try
            {
                _producer.Produce(target, message);
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> exception) when (exception.Error.Code is ErrorCode.Local_QueueFull)
            {
                _producer.Poll(RequestTimeout);
            }
        }
    }
}
