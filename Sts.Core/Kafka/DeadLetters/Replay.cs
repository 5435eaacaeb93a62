using Confluent.Kafka;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>
/// A dead letter that is back on its source topic: a message whose headers say which processor it is for and where it lay first. All
/// groups of the topic read it; all but the one that failed pass it over, and that one takes it for the message that it was.
/// </summary>
internal static class Replay
{
    /// <summary>Whether the message is a replay for another processor, so that there is nothing to do.</summary>
    public static bool IsForAnother(Headers? headers, string processor) =>
        Addressee(headers) is { } addressee && !addressee.Equals(processor, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the message lay before it was replayed; null when it is no replay.</summary>
    public static MessagePosition? OriginalPosition(Headers? headers) =>
        Addressee(headers) is null ? null : DeadLetterFields.ToSource(name => DeadLetterHeaders.Text(headers!, name));

    /// <summary>The timestamp that the message had before any replay; null where the broker keeps none.</summary>
    public static DateTimeOffset? OriginalTime(Message<byte[]?, byte[]?> message)
    {
        if (Addressee(message.Headers) is not null)
        {
            return DeadLetterFields.ToTime(DeadLetterHeaders.Text(message.Headers, DeadLetterHeaders.SourceTime));
        }

        return message.Timestamp.Type is TimestampType.NotAvailable
            ? null
            : DateTimeOffset.FromUnixTimeMilliseconds(message.Timestamp.UnixTimestampMs);
    }

    /// <summary>Addresses a message to the processor that failed.</summary>
    public static void Address(Headers headers, DeadLetterCause cause) =>
        DeadLetterHeaders.Add(headers, DeadLetterFields.OfSource(cause).Prepend(new(DeadLetterHeaders.ReplayProcessor, cause.Processor)));

    // Nearly all messages have no headers, and cost nothing here.
    private static string? Addressee(Headers? headers) =>
        headers is { Count: > 0 } ? DeadLetterHeaders.Text(headers, DeadLetterHeaders.ReplayProcessor) : null;
}
