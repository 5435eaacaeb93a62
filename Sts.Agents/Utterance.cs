namespace Sts.Agents;

/// <summary>Something a user said.</summary>
/// <param name="UserId">Who said it; never empty.</param>
/// <param name="Text">What was said, of any length, possibly empty.</param>
/// <param name="Timestamp">When it was said, by the speaker's clock.</param>
/// <exception cref="ArgumentException">The user is null, empty or white space, or the text is null.</exception>
public sealed record Utterance(string UserId, string Text, DateTimeOffset Timestamp)
{
    /// <summary>Who said it; never empty.</summary>
    public string UserId { get; } = string.IsNullOrWhiteSpace(UserId)
        ? throw new ArgumentException("An utterance needs a user.", nameof(UserId))
        : UserId;

    /// <summary>What was said, of any length, possibly empty.</summary>
    public string Text { get; } = Text ?? throw new ArgumentNullException(nameof(Text));
}
