using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Messaging;
using Sts.Host.Cli;

namespace Sts.Host.Api;

/// <summary>A dead letter in a list, as the API and <c>dlq list --json</c> show it.</summary>
internal sealed record DeadLetterSummary(
    string Topic, int Partition, long Offset, DateTimeOffset? Time, string? Key, int Bytes, string? Processor, MessagePosition? Source,
    DateTimeOffset? SourceTime, int? Attempts, string? ErrorType, string? ErrorMessage, IReadOnlyList<DeadLetterReplay> Replays)
{
    public static DeadLetterSummary Of(DeadLetter letter) => new(
        letter.Topic, letter.Position.Partition, letter.Position.Offset, letter.Time, letter.Key is null ? null : DlqText.Bytes(letter.Key),
        letter.Value?.Length ?? 0, letter.Cause?.Processor, letter.Cause?.Source, letter.Cause?.SourceTime, letter.Cause?.Attempts,
        letter.Cause?.ErrorType, letter.Cause?.ErrorMessage, letter.Replays);
}
