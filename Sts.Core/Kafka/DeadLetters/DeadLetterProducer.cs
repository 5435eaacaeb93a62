using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sts.Core.Diagnostics;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>
/// Writes a message, its bytes untouched, to the dead-letter topic of the topic that it came from. The reason is in its headers or,
/// where the broker keeps none, on a topic beside it.
/// </summary>
internal sealed partial class DeadLetterProducer(
    KafkaCluster cluster, KafkaProducer producer, IPipelineEvents events, ILogger<DeadLetterProducer> logger) : IDeadLetterProducer
{
    public async Task ProduceAsync(InFlightMessage inFlight, DeadLetterReason reason, CancellationToken cancellationToken)
    {
        var message = inFlight.Result;
        var topic = Topics.DeadLetters(message.Topic);
        var cause = reason.ToCause(Replay.OriginalTime(message.Message));
        var headers = DeadLetterHeaders.Original(message.Message.Headers);
        if (cluster.SupportsHeaders)
        {
            DeadLetterHeaders.Add(headers, DeadLetterFields.Of(cause));
        }

        // Its timestamp is its own, so that it is kept for as long as the topic keeps messages, however old the message was.
        var deadLetter = new Message<byte[]?, byte[]?> { Key = message.Message.Key, Value = message.Message.Value, Headers = headers };
        var position = await producer.ProduceAsync(topic, deadLetter, cancellationToken);
        if (!cluster.SupportsHeaders)
        {
            var note = new Message<byte[]?, byte[]?> { Key = deadLetter.Key, Value = DeadLetterReasons.Encode(position, cause) };
            await producer.ProduceAsync(Topics.DeadLetterReasons(message.Topic), note, cancellationToken);
        }

        LogDeadLetter(reason.Processor, reason.Source, topic, reason.Attempts, reason.Error.Message, reason.Error);
        events.Publish(PipelineEvent.DeadLettered, reason.Processor, $"{reason.Source} went to {topic}: {reason.Error.Message}");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Processor} can't process {Position}; it went to {Topic} after {Attempts} attempt(s): {Reason}")]
    private partial void LogDeadLetter(string processor, MessagePosition position, string topic, int attempts, string reason, Exception exception);
}
