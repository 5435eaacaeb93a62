using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>A message to <c>transcriptions.all</c> that can't be processed.</summary>
/// <param name="Name">What is bad about it.</param>
/// <param name="Reason">What the dead letter has to say, as a part of it.</param>
/// <param name="MakeValue">Makes its value.</param>
public sealed record BadMessage(string Name, string Reason, Func<ForeignProducer, Task<byte[]?>> MakeValue)
{
    private const int HeadLength = 5;
    private const int UnknownSchemaId = 0x7ffffff0;

    /// <summary>All there are.</summary>
    public static IEnumerable<BadMessage> All() =>
    [
        Bytes("no magic byte", "magic byte 0", """{"user":"x","text":"y"}"""u8.ToArray()),
        Bytes("empty value", "The value is empty", []),
        Bytes("null value", "The value is empty", null),
        Bytes("three bytes", "3 bytes long", [0, 0, 0]),
        Encoded("unknown schema id", "does not know this id", WithUnknownSchemaId),
        Encoded("truncated", "schema id", value => value[..^3]),
        Encoded("huge length", "field timestamp", value => [.. value[..HeadLength], 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]),
        Encoded("negative length", "position 5 is negative", value => [.. value[..HeadLength], 1]),
        Encoded("text that is not UTF-8", "field timestamp", value => [.. value[..HeadLength], 4, 0xC3, 0x28, .. value[(HeadLength + 3)..]]),
        Encoded("trailing bytes", "schema id", value => [.. value, 1, 2, 3]),
        Record("unparseable timestamp", "timestamp 'yesterday at noon'", timestamp: "yesterday at noon"),
        Record("empty user", "'user' is empty", user: ""),
        Record("user of 300 characters", "300 characters; at most 256", user: new string('u', 300)),
        Record("NUL in text", "NUL", text: "turn off\0the lights"),
        new("another record", "schema id", async producer => await producer.EncodeAsync("transcriptions.agent.action", "action_value.avsc", new()
        {
            ["original_text"] = "o", ["reasoning"] = "r", ["categorization"] = null, ["refined_prompt"] = null, ["user_id"] = "u", ["timestamp"] = "2026-01-31T18:30:00Z",
        })),
    ];

    /// <inheritdoc />
    public override string ToString() => Name;

    /// <summary>A good utterance.</summary>
    public static Task<byte[]> EncodeAsync(ForeignProducer producer, string user, string text, string? timestamp = null) => producer.EncodeAsync(
        ForeignProducer.Transcriptions, "transcription_value.avsc", new()
        {
            ["timestamp"] = timestamp ?? ForeignProducer.Iso8601(TimeProvider.System.GetUtcNow()),
            ["text"] = text,
            ["user"] = user,
        });

    private static BadMessage Bytes(string name, string reason, byte[]? value) => new(name, reason, _ => Task.FromResult(value));

    private static BadMessage Encoded(string name, string reason, Func<byte[], byte[]> spoil) =>
        new(name, reason, async producer => spoil(await EncodeAsync(producer, "nobody", "turn off the lights")));

    private static BadMessage Record(string name, string reason, string user = "nobody", string text = "turn off the lights", string? timestamp = null) =>
        new(name, reason, async producer => await EncodeAsync(producer, user, text, timestamp));

    private static byte[] WithUnknownSchemaId(byte[] value)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(1), UnknownSchemaId);
        return value;
    }
}
