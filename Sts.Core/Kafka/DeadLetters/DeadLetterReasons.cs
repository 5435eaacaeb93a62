using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>The values of <c>&lt;topic&gt;.dlq.reasons</c>, where a broker keeps no headers: a JSON object of texts with the names that the headers have.</summary>
internal static class DeadLetterReasons
{
    private const string Partition = "sts.dlq.partition";
    private const string Offset = "sts.dlq.offset";

    public static byte[] Encode(TopicPartitionOffset deadLetter, DeadLetterCause cause)
    {
        var fields = new Dictionary<string, string>(DeadLetterFields.Of(cause))
        {
            [Partition] = deadLetter.Partition.Value.ToString(CultureInfo.InvariantCulture),
            [Offset] = deadLetter.Offset.Value.ToString(CultureInfo.InvariantCulture),
        };
        return JsonSerializer.SerializeToUtf8Bytes(fields);
    }

    /// <returns>Null when the value is not one of ours.</returns>
    public static (DeadLetterPosition Position, DeadLetterCause Cause)? Decode(byte[]? value)
    {
        try
        {
            var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(value ?? []) ?? [];
            return DeadLetterPosition.TryParse($"{fields.GetValueOrDefault(Partition)}:{fields.GetValueOrDefault(Offset)}", out var position)
                && DeadLetterFields.ToCause(fields.GetValueOrDefault) is { } cause
                ? (position, cause)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
