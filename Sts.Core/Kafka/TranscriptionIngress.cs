using System.Text;
using Confluent.Kafka;
using Sts.Core.Kafka.Embedded;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;

namespace Sts.Core.Kafka;

/// <summary>Takes what people say from sources other than Kafka, and publishes it like any speech-to-text service does.</summary>
internal sealed class TranscriptionIngress(KafkaProducer producer, IAvroSerializer<TranscriptionSegment> serializer, EmbeddedBacklog backlog)
    : ITranscriptionIngress
{
    public async Task<bool> TryPublishAsync(TranscriptionSegment segment, CancellationToken cancellationToken)
    {
        var value = await serializer.SerializeAsync(Topics.Transcriptions, segment, cancellationToken);
        if (!backlog.TryReserve(value.Length))
        {
            return false;
        }

        TopicPartitionOffset? position = null;
        try
        {
            var message = new Message<byte[]?, byte[]?> { Key = Encoding.UTF8.GetBytes(segment.User), Value = value };
            position = await producer.ProduceAsync(Topics.Transcriptions, message, cancellationToken);
            return true;
        }
        finally
        {
            backlog.Sent(position, value.Length);
        }
    }
}
