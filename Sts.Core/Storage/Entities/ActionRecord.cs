using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sts.Core.Storage.Entities;

/// <summary>What was decided for one utterance and whether it was spoken.</summary>
public sealed class ActionRecord
{
    /// <summary>Assigned by the database.</summary>
    public long Id { get; set; }

    /// <summary>Identity of the action across replays; see <see cref="KeyOf"/>.</summary>
    public required string Key { get; set; }

    /// <summary>Who asked.</summary>
    public required string UserId { get; set; }

    /// <summary>The utterance that led to the action.</summary>
    public required string OriginalText { get; set; }

    /// <summary>The answer that is spoken.</summary>
    public required string Reasoning { get; set; }

    /// <summary>The agent's category of the action, when it gave one.</summary>
    public string? Categorization { get; set; }

    /// <summary>The utterance as the agent refined it, when it did.</summary>
    public string? RefinedPrompt { get; set; }

    /// <summary>Event time of the utterance.</summary>
    public DateTimeOffset Timestamp { get; set; }

    /// <summary>When the action reached us, by our clock.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>When it was spoken, by our clock; null when it was not.</summary>
    public DateTimeOffset? SpokenAt { get; set; }

    /// <summary>How speaking went, in a word; null until it was tried.</summary>
    public string? SpeechOutcome { get; set; }

    /// <summary>
    /// SHA-256 (64 lower-case hex digits) of user, time and text. The time counts in microseconds UTC, as the database keeps it, so
    /// that a key can be computed again from a stored row.
    /// </summary>
    public static string KeyOf(string userId, DateTimeOffset timestamp, string originalText)
    {
        ArgumentNullException.ThrowIfNull(userId);
        ArgumentNullException.ThrowIfNull(originalText);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var user = Encoding.UTF8.GetBytes(userId);
        // The length in front keeps ("ab", "c") and ("a", "bc") apart.
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(head, user.Length);
        BinaryPrimitives.WriteInt64BigEndian(head[4..], timestamp.UtcTicks / TimeSpan.TicksPerMicrosecond);
        hash.AppendData(head);
        hash.AppendData(user);
        hash.AppendData(Encoding.UTF8.GetBytes(originalText));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
