using System.Collections;

namespace Sts.Agents.Local.Grammar;

/// <summary>The rules of one section, in the order of the file, indexed by the words their matches can begin with.</summary>
internal sealed class RuleSet
{
    private const int MaxSuffix = 8;

    private readonly Rule[] _rules;
    private readonly int[] _families;
    private readonly int _familyCount;
    private readonly int[]?[] _rulesByFirstWord;
    private readonly int[] _rulesForAnyWord;

    public RuleSet(IEnumerable<Rule> rules, int vocabularySize)
    {
        _rules = [.. rules];
        var families = _rules.Select(rule => rule.Family).Distinct().ToList();
        _familyCount = families.Count;
        _families = [.. _rules.Select(rule => families.IndexOf(rule.Family))];

        var index = new List<int>?[vocabularySize];
        var any = new List<int>();
        for (var i = 0; i < _rules.Length; i++)
        {
            var words = new HashSet<int>();
            if (!_rules[i].Pattern.TryCollectFirstWords(words))
                any.Add(i);
            else
                foreach (var word in words)
                    (index[word] ??= []).Add(i);
        }

        _rulesByFirstWord = [.. index.Select(list => list?.ToArray())];
        _rulesForAnyWord = [.. any];
    }

    /// <summary>Adds up the strongest match of each family.</summary>
    public Evidence Weigh(in TokenWindow window, double prior)
    {
        var strongest = new Rule?[_familyCount];
        foreach (var i in Candidates(window))
        {
            if (Math.Abs(_rules[i].Weight) > Math.Abs(strongest[_families[i]]?.Weight ?? 0) && _rules[i].Matches(window))
                strongest[_families[i]] = _rules[i];
        }

        return new Evidence(prior, [.. strongest.OfType<Rule>()]);
    }

    /// <summary>Finds the rule with the longest match at the window's start.</summary>
    public (Rule? Rule, int End) LongestPrefix(in TokenWindow window)
    {
        Rule? best = null;
        var bestEnd = window.Start;
        foreach (var i in CandidatesAtStart(window))
        {
            var end = _rules[i].LongestPrefix(window);
            if (end > bestEnd)
                (best, bestEnd) = (_rules[i], end);
        }

        return (best, bestEnd);
    }

    /// <summary>Finds the rule with the longest match at the window's end, of at most eight words.</summary>
    public (Rule? Rule, int Start) LongestSuffix(in TokenWindow window)
    {
        for (var start = Math.Max(window.Start, window.End - MaxSuffix); start < window.End; start++)
        {
            var suffix = window.From(start);
            foreach (var i in CandidatesAtStart(suffix))
            {
                if (_rules[i].MatchesAll(suffix))
                    return (_rules[i], start);
            }
        }

        return (null, window.End);
    }

    private int[] CandidatesAtStart(in TokenWindow window) => window.Length == 0
        ? []
        : _rulesForAnyWord.Length == 0
            ? _rulesByFirstWord[window[window.Start].Word] ?? []
            : [.. _rulesForAnyWord, .. _rulesByFirstWord[window[window.Start].Word] ?? []];

    private List<int> Candidates(in TokenWindow window)
    {
        var seen = new BitArray(_rules.Length);
        var candidates = new List<int>(_rulesForAnyWord);
        for (var position = window.Start; position < window.End; position++)
        {
            foreach (var i in _rulesByFirstWord[window[position].Word] ?? [])
            {
                if (seen[i])
                    continue;
                seen[i] = true;
                candidates.Add(i);
            }
        }

        return candidates;
    }
}
