namespace Sts.Agents.Local.Grammar;

/// <summary>A sentence of the sentence files.</summary>
/// <param name="Id">What a decision names as its ground.</param>
/// <param name="Excluded">Whether it is said to people, so that nothing is to be done.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Say">What is answered, with slots in braces; null for the usual answer.</param>
/// <param name="Pattern">The words, from the first to the last.</param>
internal sealed record SentenceRule(string Id, bool Excluded, string? Category, string? Say, PatternNode Pattern)
{
    /// <summary>Whether who says it wants to hear no more: what is being said to them and what waits is left out.</summary>
    public bool Silences { get; init; }
}
