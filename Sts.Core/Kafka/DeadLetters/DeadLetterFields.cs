using System.Globalization;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>A cause as named texts and back, for headers and for the reasons topic.</summary>
internal static class DeadLetterFields
{
    public static IEnumerable<KeyValuePair<string, string>> Of(DeadLetterCause cause)
    {
        yield return new(DeadLetterHeaders.ErrorType, cause.ErrorType);
        yield return new(DeadLetterHeaders.ErrorMessage, cause.ErrorMessage);
        yield return new(DeadLetterHeaders.Processor, cause.Processor);
        yield return new(DeadLetterHeaders.Attempts, cause.Attempts.ToString(CultureInfo.InvariantCulture));
        yield return new(DeadLetterHeaders.Time, Format(cause.Time));
        foreach (var field in OfSource(cause))
        {
            yield return field;
        }
    }

    /// <summary>Only where the message came from, and when.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OfSource(DeadLetterCause cause)
    {
        yield return new(DeadLetterHeaders.SourceLog, cause.Source.Log);
        yield return new(DeadLetterHeaders.SourceTopic, cause.Source.Topic);
        yield return new(DeadLetterHeaders.SourcePartition, cause.Source.Partition.ToString(CultureInfo.InvariantCulture));
        yield return new(DeadLetterHeaders.SourceOffset, cause.Source.Offset.ToString(CultureInfo.InvariantCulture));
        if (cause.SourceTime is { } time)
        {
            yield return new(DeadLetterHeaders.SourceTime, Format(time));
        }
    }

    /// <returns>Null when the fields do not tell a cause: the message was not written by STS.</returns>
    public static DeadLetterCause? ToCause(Func<string, string?> field) =>
        field(DeadLetterHeaders.Processor) is { } processor && ToSource(field) is { } source && ToTime(field(DeadLetterHeaders.Time)) is { } time
            ? new DeadLetterCause(
                processor, source, ToTime(field(DeadLetterHeaders.SourceTime)),
                field(DeadLetterHeaders.ErrorType) ?? "", field(DeadLetterHeaders.ErrorMessage) ?? "",
                (int)(ToNumber(field(DeadLetterHeaders.Attempts)) ?? 0), time)
            : null;

    /// <returns>Null when the fields do not tell where the message came from.</returns>
    public static MessagePosition? ToSource(Func<string, string?> field) =>
        field(DeadLetterHeaders.SourceLog) is { } log
        && field(DeadLetterHeaders.SourceTopic) is { } topic
        && ToNumber(field(DeadLetterHeaders.SourcePartition)) is { } partition and <= int.MaxValue
        && ToNumber(field(DeadLetterHeaders.SourceOffset)) is { } offset
            ? new MessagePosition(log, topic, (int)partition, offset)
            : null;

    public static DateTimeOffset? ToTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static long? ToNumber(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Format(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
