namespace Sts.Agents.Local.Grammar;

/// <summary>What the sentence files say of an utterance.</summary>
/// <param name="Outcome">Whether one of their sentences was said, and whether that makes sense.</param>
/// <param name="Rule">The sentence; null when there is no match.</param>
/// <param name="Slots">What it names.</param>
/// <param name="Problem">Why it failed; null when it didn't.</param>
internal sealed record SentenceMatch(GrammarOutcome Outcome, SentenceRule? Rule, IReadOnlyDictionary<string, string> Slots, string? Problem)
{
    /// <summary>No sentence is what was said.</summary>
    public static readonly SentenceMatch None = new(GrammarOutcome.NoMatch, null, new Dictionary<string, string>(), null);
}
