using Sts.Agents;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Processors;

/// <summary>What a message must keep to so that it can be stored and decided on.</summary>
internal static class MessageRules
{
    private const int MaxUserLength = 256;

    /// <summary>Reads what somebody said.</summary>
    /// <exception cref="InvalidMessageException">A field is not acceptable; the message names it.</exception>
    public static Utterance ReadUtterance(TranscriptionSegment segment) => new(
        User(segment.User, "user"), Text(segment.Text, "text"), EventTime.Parse(segment.Timestamp));

    /// <summary>Checks a field that names a user.</summary>
    /// <exception cref="InvalidMessageException">It is empty, too long, or can't be stored.</exception>
    public static string User(string value, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new InvalidMessageException($"The field '{field}' is empty. Send who spoke.");
        }

        return value.Length <= MaxUserLength
            ? Text(value, field)
            : throw new InvalidMessageException($"The field '{field}' has {value.Length} characters; at most {MaxUserLength} are allowed.");
    }

    /// <summary>Checks a field that holds text.</summary>
    /// <exception cref="InvalidMessageException">It holds a NUL character, for which PostgreSQL has no place in a text column.</exception>
    public static string Text(string value, string field) => value.Contains('\0', StringComparison.Ordinal)
        ? throw new InvalidMessageException($"The field '{field}' holds a NUL character, which can't be stored. Remove it.")
        : value;
}
