using System.Text;
using Confluent.Kafka;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Consuming;

/// <summary>A message between its being polled and its offset's being committed.</summary>
internal sealed class InFlightMessage(ConsumeResult<byte[]?, byte[]?> result, PartitionAssignment assignment)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public ConsumeResult<byte[]?, byte[]?> Result { get; } = result;

    public PartitionAssignment Assignment { get; } = assignment;

    public long Offset => Result.Offset.Value;

    public int Bytes { get; } = (result.Message.Value?.Length ?? 0) + (result.Message.Key?.Length ?? 0);

    /// <summary>Set once, by the assignment, under its lock.</summary>
    public bool Done { get; set; }

    /// <summary>Where the message lies; of a replayed one, where it lay first.</summary>
    public MessagePosition Position =>
        Replay.OriginalPosition(Result.Message.Headers) ?? new(Assignment.Log, Result.Topic, Result.Partition.Value, Offset);

    public MessageContext<TMessage> ToContext<TMessage>(TMessage value) => new(value, KeyText(), Position);

    private string? KeyText()
    {
        if (Result.Message.Key is not { } key)
        {
            return null;
        }

        try
        {
            return StrictUtf8.GetString(key);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
