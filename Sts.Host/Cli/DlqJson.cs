using System.Text.Encodings.Web;
using System.Text.Json;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Messaging;

namespace Sts.Host.Cli;

/// <summary>Dead letters as JSON, for scripts.</summary>
internal static class DlqJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Past the console's rendering, which would break long lines.
    public static void Write<TItem>(IEnumerable<TItem> items) => Console.Out.WriteLine(JsonSerializer.Serialize(items, Options));

    /// <summary>A letter in a list.</summary>
    internal sealed record Summary(
        string Topic, int Partition, long Offset, DateTimeOffset? Time, string? Key, int Bytes, string? Processor, MessagePosition? Source,
        DateTimeOffset? SourceTime, int? Attempts, string? ErrorType, string? ErrorMessage, IReadOnlyList<DeadLetterReplay> Replays)
    {
        public static Summary Of(DeadLetter letter) => new(
            letter.Topic, letter.Position.Partition, letter.Position.Offset, letter.Time, letter.Key is null ? null : DlqText.Bytes(letter.Key),
            letter.Value?.Length ?? 0, letter.Cause?.Processor, letter.Cause?.Source, letter.Cause?.SourceTime, letter.Cause?.Attempts,
            letter.Cause?.ErrorType, letter.Cause?.ErrorMessage, letter.Replays);
    }
}
