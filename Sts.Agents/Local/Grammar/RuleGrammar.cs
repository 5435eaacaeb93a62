namespace Sts.Agents.Local.Grammar;

/// <summary>Everything the rule files say: vocabulary, expansions of contractions, and the rules of each section.</summary>
internal sealed class RuleGrammar(
    Vocabulary vocabulary,
    IReadOnlyDictionary<int, int[]> expansions,
    IReadOnlyDictionary<string, RuleSet> sections,
    IReadOnlyList<SentenceRule> sentences)
{
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Words that stand for several, such as <c>what's</c> for <c>what is</c>.</summary>
    public IReadOnlyDictionary<int, int[]> Expansions => expansions;

    /// <summary>The sentences of the first stage, those of the users first.</summary>
    public IReadOnlyList<SentenceRule> Sentences => sentences;

    /// <summary>Returns the rules of a section.</summary>
    /// <exception cref="KeyNotFoundException">No file has the section.</exception>
    public RuleSet Section(string name) => sections.TryGetValue(name, out var rules)
        ? rules
        : throw new KeyNotFoundException($"The rule files have no section [{name}]; they have {string.Join(", ", sections.Keys)}.");
}
