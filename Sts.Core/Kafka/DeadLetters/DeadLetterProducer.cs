using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>
/// Writes a message, its bytes untouched, to the dead-letter topic of the topic that it came from. The reason is in its headers or,
/// where the broker keeps none, on a topic beside it.
/// </summary>
internal sealed partial class DeadLetterProducer(
    KafkaCluster cluster, KafkaProducer producer, IPipelineEvents events, TimeProvider time, ILogger<DeadLetterProducer> logger) : IDeadLetterProducer
{
    private static readonly RetryOptions Retry = new();

    public async Task ProduceAsync(ConsumeResult<byte[]?, byte[]?> message, DeadLetterReason reason, CancellationToken cancellationToken)
    {
        var topic = Topics.DeadLetters(message.Topic);
        var cause = reason.ToCause(Replay.OriginalTime(message.Message));
        var headers = DeadLetterHeaders.Original(message.Message.Headers);
        if (cluster.SupportsHeaders)
        {
            DeadLetterHeaders.Add(headers, DeadLetterFields.Of(cause));
        }

        // Its timestamp is its own, so that it is kept for as long as the topic keeps messages, however old the message was.
        var deadLetter = new Message<byte[]?, byte[]?> { Key = message.Message.Key, Value = message.Message.Value, Headers = headers };
        var position = await ProduceAsync(topic, deadLetter, reason, cancellationToken);
        if (!cluster.SupportsHeaders)
        {
            var note = new Message<byte[]?, byte[]?> { Key = deadLetter.Key, Value = DeadLetterReasons.Encode(position, cause) };
            await ProduceAsync(Topics.DeadLetterReasons(message.Topic), note, reason, cancellationToken);
        }

        LogDeadLetter(reason.Processor, reason.Source, topic, reason.Attempts, reason.Error.Message, reason.Error);
        events.Publish(PipelineEvent.DeadLettered, reason.Processor, $"{reason.Source} went to {topic}: {reason.Error.Message}");
    }

    private async Task<TopicPartitionOffset> ProduceAsync(
        string topic, Message<byte[]?, byte[]?> message, DeadLetterReason reason, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await producer.ProduceAsync(topic, message, cancellationToken);
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
