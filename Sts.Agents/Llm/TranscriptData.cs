namespace Sts.Agents.Llm;

/// <summary>What of a session's utterance is sent to the model for a summary.</summary>
/// <param name="Speaker">Who said it.</param>
/// <param name="SpokenAt">When, in UTC.</param>
/// <param name="Utterance">What was said, or a piece of it.</param>
internal sealed record TranscriptData(string Speaker, string SpokenAt, string Utterance)
{
    // Braces, quotes and names of fields, and the time, which is digits throughout.
    private const int TokensAround = 40;

    /// <summary>How many tokens it takes.</summary>
    public int CountTokens() => TokensAround + TokenEstimate.Of(Speaker) + TokenEstimate.Of(Utterance);
}
