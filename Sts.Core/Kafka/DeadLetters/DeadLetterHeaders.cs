using System.Text;
using Confluent.Kafka;

namespace Sts.Core.Kafka.DeadLetters;

/// <summary>The headers that dead letters and their replays carry. On a broker without headers the same names are the fields of the reasons topic.</summary>
internal static class DeadLetterHeaders
{
    public const string ErrorType = "sts.error.type";
    public const string ErrorMessage = "sts.error.message";
    public const string Processor = "sts.processor";
    public const string SourceLog = "sts.source.log";
    public const string SourceTopic = "sts.source.topic";
    public const string SourcePartition = "sts.source.partition";
    public const string SourceOffset = "sts.source.offset";
    public const string SourceTime = "sts.source.time";
    public const string Attempts = "sts.attempts";
    public const string Time = "sts.time";

    /// <summary>On a replay: the processor that it is for.</summary>
    public const string ReplayProcessor = "sts.replay.processor";

    private static readonly HashSet<string> Names =
    [
        ErrorType, ErrorMessage, Processor, SourceLog, SourceTopic, SourcePartition, SourceOffset, SourceTime, Attempts, Time, ReplayProcessor,
    ];

    /// <summary>The headers that the message came with: a dead letter that was replayed and fails again must not carry its reason twice.</summary>
    public static Headers Original(Headers? headers)
    {
        var original = new Headers();
        foreach (var header in headers ?? [])
        {
            if (!Names.Contains(header.Key))
            {
                original.Add(header.Key, header.GetValueBytes());
            }
        }

        return original;
    }

    public static string? Text(Headers headers, string name) =>
        headers.TryGetLastBytes(name, out var bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;

    public static void Add(Headers headers, IEnumerable<KeyValuePair<string, string>> fields)
    {
        foreach (var (name, value) in fields)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }
    }
}
