using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Consuming;

/// <summary>Writes a message, its bytes untouched, to the dead-letter topic of the topic that it came from.</summary>
internal sealed partial class DeadLetterProducer(
    KafkaProducer producer, IPipelineEvents events, TimeProvider time, ILogger<DeadLetterProducer> logger) : IDeadLetterProducer
{
    private static readonly RetryOptions Retry = new();

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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await producer.ProduceAsync(topic, deadLetter, cancellationToken);
                LogDeadLetter(reason.Processor, reason.Source, topic, reason.Attempts, reason.Error.Message, reason.Error);
                events.Publish(PipelineEvent.DeadLettered, reason.Processor, $"{reason.Source} went to {topic}: {reason.Error.Message}");
                return;
            }
            catch (KafkaException exception)
            {
                if (attempt == 1)
                {
                    LogWaits(reason.Source, topic, exception.Error.Reason);
                }
            }

            await Task.Delay(Retry.DelayAfter(attempt), time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Processor} can't process {Position}; it went to {Topic} after {Attempts} attempt(s): {Reason}")]
    private partial void LogDeadLetter(string processor, MessagePosition position, string topic, int attempts, string reason, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The dead letter of {Position} can't be written to {Topic}; its partition waits: {Reason}")]
    private partial void LogWaits(MessagePosition position, string topic, string reason);
}
