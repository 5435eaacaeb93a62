using Confluent.Kafka;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Transactions;

/// <summary>How the producer of transactions is set up.</summary>
internal static class TransactionSettings
{
    /// <summary>How long a transaction may be open before the broker aborts it. Readers of what is committed wait for open ones.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public static ProducerConfig Of(ProcessorDescriptor processor, KafkaOptions options, KafkaCluster cluster) =>
        new(KafkaProducer.Configure(cluster, options))
        {
            // With a name of its own a host that comes back ends at once what it had left open; otherwise that times out.
            TransactionalId = $"{processor.GroupId}.{options.InstanceId ?? Guid.NewGuid().ToString("N")}",
            TransactionTimeoutMs = (int)Timeout.TotalMilliseconds,
            EnableIdempotence = true,
            // Several attempts must fit into the time of a transaction.
            MessageTimeoutMs = (int)(Timeout / 2).TotalMilliseconds,
        };
}
