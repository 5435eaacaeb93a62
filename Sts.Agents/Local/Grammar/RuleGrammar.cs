namespace Sts.Agents.Local.Grammar;

/// <summary>Everything the rule files say: vocabulary, expansions of contractions, and the rules of each section.</summary>
internal sealed class RuleGrammar(
    Vocabulary vocabulary, IReadOnlyDictionary<int, int[]> expansions, IReadOnlyDictionary<string, RuleSet> sections)
{
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Words that stand for several, such as <c>what's</c> for <c>what is</c>.</summary>
    public IReadOnlyDictionary<int, int[]> Expansions => expansions;

    /// <summary>Returns the rules of a section.</summary>
    /// <exception cref="KeyNotFoundException">No file has the section.</exception>
    public RuleSet Section(string name) => sections.TryGetValue(name, out var rules)
        ? rules
        : throw new KeyNotFoundException($"The rule files have no section [{name}]; they have {string.Join(", ", sections.Keys)}.");
}
