namespace Sts.Benchmarks.Training.Senses;

/// <summary>What a word may be a form of, by its ending, as WordNet's morphy(7WN) tells it.</summary>
internal static class WordForms
{
    private const int ShortestDoubled = 4;

    private static readonly (string Ending, string Base)[] Nouns =
        [("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("s", "")];

    private static readonly (string Ending, string Base)[] Verbs =
        [("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")];

    /// <summary>The word itself, and what it would be without each ending that it has.</summary>
    public static IEnumerable<string> Bases(string word, string part)
    {
        yield return word;
        var endings = part switch { "noun" => Nouns, "verb" => Verbs, _ => [] };
        foreach (var (ending, instead) in endings.Where(rule => word.Length > rule.Ending.Length + 1 && word.EndsWith(rule.Ending, StringComparison.Ordinal)))
        {
            var form = word[..^ending.Length] + instead;
            yield return form;
            // "stopped", "running"
            if (ending is "ed" or "ing" && form.Length >= ShortestDoubled && form[^1] == form[^2])
                yield return form[..^1];
        }
    }
}
