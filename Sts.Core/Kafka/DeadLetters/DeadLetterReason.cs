using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>Why a message goes to the dead-letter topic.</summary>
internal sealed record DeadLetterReason(Exception Error, string Processor, MessagePosition Source, int Attempts, DateTimeOffset Time)
{
    private const int MaxMessageLength = 2_000;

    /// <summary>The reason as it is kept with the dead letter.</summary>
    /// <param name="sourceTime">The timestamp of the message.</param>
    public DeadLetterCause ToCause(DateTimeOffset? sourceTime)
    {
        var message = Error.Message.Length > MaxMessageLength ? Error.Message[..MaxMessageLength] : Error.Message;
        return new DeadLetterCause(Processor, Source, sourceTime, Error.GetType().FullName!, message, Attempts, Time);
    }
}
