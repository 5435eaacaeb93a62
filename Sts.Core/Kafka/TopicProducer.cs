using System.Text;
using Confluent.Kafka;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Core.Kafka;

/// <summary>Encodes messages of one type and sends them to their topic.</summary>
internal sealed class TopicProducer<TMessage>(ProcessorCatalog catalog, KafkaProducer producer, IAvroSerializer<TMessage> serializer)
    : ITopicProducer<TMessage>
    where TMessage : class, IAvroRecord<TMessage>
{
    public string Topic { get; } = catalog.TopicOf(typeof(TMessage));

    public async Task ProduceAsync(string key, TMessage message, CancellationToken cancellationToken)
    {
        var value = await serializer.SerializeAsync(Topic, message, cancellationToken);
        await producer.ProduceAsync(Topic, new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(key), Value = value }, cancellationToken);
    }
}
