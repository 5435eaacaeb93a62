namespace Sts.Agents.Local.Grammar;

/// <summary>The first stage: sentences that are known from their first word to their last.</summary>
internal sealed class SentenceGrammar
{
    private readonly SentenceRule[] _rules;
    private readonly Dictionary<int, List<int>> _byFirstWord = [];
    private readonly List<int> _others = [];

    public SentenceGrammar(RuleGrammar grammar)
    {
        _rules = [.. grammar.Sentences];
        for (var i = 0; i < _rules.Length; i++)
        {
            var words = new HashSet<int>();
            if (!_rules[i].Pattern.TryCollectFirstWords(words))
                _others.Add(i);
            else
                foreach (var word in words)
                    Rules(word).Add(i);
        }
    }

    /// <summary>Looks a sentence up.</summary>
    /// <param name="text">The utterance that the words are of.</param>
    /// <param name="window">The words of one sentence.</param>
    public SentenceMatch Match(string text, in TokenWindow window)
    {
        if (window.Length == 0)
            return SentenceMatch.None;

        var first = int.MaxValue; // of several, the one further up
        foreach (var i in (_byFirstWord.GetValueOrDefault(window[window.Start].Word) ?? []).Concat(_others))
        {
            if (i < first && _rules[i].Pattern.Leads(window, window.Start, window.End))
                first = i;
        }

        return first == int.MaxValue ? SentenceMatch.None : Describe(_rules[first], text, window);
    }

    private List<int> Rules(int word)
    {
        if (!_byFirstWord.TryGetValue(word, out var rules))
            _byFirstWord.Add(word, rules = []);
        return rules;
    }

    private static SentenceMatch Describe(SentenceRule rule, string text, in TokenWindow window)
    {
        var found = new List<SlotMatch>();
        rule.Pattern.Capture(window, window.Start, window.End, found);
        var slots = new Dictionary<string, string>();
        string? problem = null;
        foreach (var slot in found)
        {
            var words = text[window[slot.From].Start..window[slot.To - 1].End];
            slots[slot.Name] = words;
            if (slot.Range is { } range && !(SpokenNumber.TryRead(words, out var number) && range.Contains(number)))
                problem ??= $"{slot.Name} can be {range.Least} to {range.Most}, not {words}";
        }

        var outcome = problem is not null ? GrammarOutcome.Failed : rule.Excluded ? GrammarOutcome.Excluded : GrammarOutcome.Matched;
        return new SentenceMatch(outcome, rule, slots, problem);
    }
}
