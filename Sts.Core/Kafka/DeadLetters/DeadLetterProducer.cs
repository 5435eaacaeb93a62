using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Writes a message, its bytes untouched, to the dead-letter topic of the topic that it came from.</summary>
internal sealed partial class DeadLetterProducer(
    KafkaProducer producer, IPipelineEvents events, ILogger<DeadLetterProducer> logger) : IDeadLetterProducer
{
    public async Task ProduceAsync(ConsumeResult<byte[]?, byte[]?> message, DeadLetterReason reason, CancellationToken cancellationToken)
    {
        var topic = Topics.DeadLetters(message.Topic);
        var headers = new Headers();
        foreach (var header in message.Message.Headers ?? [])
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        reason.AddTo(headers);
        var deadLetter = new Message<byte[]?, byte[]?> { Key = message.Message.Key, Value = message.Message.Value, Headers = headers };
        await producer.ProduceAsync(topic, deadLetter, cancellationToken);
        LogDeadLetter(reason.Processor, reason.Source, topic, reason.Attempts, reason.Error.Message, reason.Error);
        events.Publish(PipelineEvent.DeadLettered, reason.Processor, $"{reason.Source} went to {topic}: {reason.Error.Message}");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Processor} can't process {Position}; it went to {Topic} after {Attempts} attempt(s): {Reason}")]
    private partial void LogDeadLetter(string processor, MessagePosition position, string topic, int attempts, string reason, Exception exception);
}
