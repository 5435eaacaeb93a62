using Sts.Core.Messages;

namespace Sts.Host.Api;

/// <summary>The body of <c>POST /api/transcriptions</c>.</summary>
/// <param name="User">Who spoke.</param>
/// <param name="Text">What was said.</param>
/// <param name="Timestamp">When; now by default.</param>
internal sealed record TranscriptionRequest(string? User, string? Text, string? Timestamp)
{
    private const int MaxUserLength = 256;

    /// <summary>What is wrong with the request, or null.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(User) || User.Length > MaxUserLength)
        {
            return $"'user' must say who spoke, in at most {MaxUserLength} characters.";
        }

        if (string.IsNullOrWhiteSpace(Text))
        {
            return "'text' must say what was said.";
        }

        if (User.Contains('\0', StringComparison.Ordinal) || Text.Contains('\0', StringComparison.Ordinal))
        {
            return "'user' and 'text' must not hold NUL characters, which can't be stored.";
        }

        return Timestamp is null || EventTime.TryParse(Timestamp, out _)
            ? null
            : "'timestamp' must be ISO 8601, such as 2026-01-31T18:30:00Z, or a Unix time in seconds or milliseconds.";
    }
}
