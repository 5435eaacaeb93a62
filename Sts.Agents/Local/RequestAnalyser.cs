using Sts.Agents.Local.Grammar;

namespace Sts.Agents.Local;

/// <summary>Weighs whether something is said to the assistant and wants an answer or an action, and finds what exactly.</summary>
internal sealed class RequestAnalyser(RuleGrammar grammar)
{
    // Most of what an always-on microphone hears is not for the assistant; without evidence the answer is no.
    private const double Prior = -1;

    private const string Statement = "statement";
    private const double MostFromSurroundings = -3;
    private const double ShareOfSurroundings = 0.6;

    // "Please", "Olly" and "um" don't change a sentence; "yeah, but" does.
    private const double HarmlessFrame = -1.5;

    private readonly Tokeniser _tokeniser = new(grammar);
    private readonly RuleSet _leading = grammar.Section("leading");
    private readonly RuleSet _trailing = grammar.Section("trailing");
    private readonly RuleSet _requests = grammar.Section("requests");
    private readonly RuleSet _categories = grammar.Section("categories");
    private readonly RuleSet _phrasing = grammar.Section("phrasing");
    private readonly SentenceGrammar _known = new(grammar);

    /// <summary>Analyses an utterance of any length in bounded time.</summary>
    public Request Analyse(string text)
    {
        var sentences = _tokeniser.Tokenise(text).ConvertAll(Weigh);
        if (sentences.Count == 0)
            return new Request(new Evidence(Prior, []), SentenceMatch.None, "", Statement, null);

        var best = sentences.MaxBy(sentence => sentence.Evidence.Score)!;
        var evidence = best.Evidence with { Prior = Prior + Surroundings(sentences.Where(other => other != best)) };
        var known = sentences.ConvertAll(sentence => Known(text, sentence));
        var match = Strongest(known);
        var asked = match.Outcome is GrammarOutcome.Matched or GrammarOutcome.Failed ? sentences[known.IndexOf(match)] : best;
        return new Request(evidence, match, CoreText(text, asked), Frame(asked), match.Rule?.Category ?? Category(asked));
    }

    private SentenceMatch Known(string text, Sentence sentence)
    {
        var whole = _known.Match(text, new TokenWindow(sentence.Tokens, 0, sentence.Tokens.Length));
        return whole.Rule is null && sentence.FrameWeight >= HarmlessFrame ? _known.Match(text, sentence.Core) : whole;
    }

    // One sentence to the assistant among others is enough; that none is, has to be known of each.
    private static SentenceMatch Strongest(List<SentenceMatch> known) =>
        known.Find(match => match.Outcome is GrammarOutcome.Matched or GrammarOutcome.Failed)
        ?? (known.TrueForAll(match => match.Outcome == GrammarOutcome.Excluded) ? known[0] : SentenceMatch.None);

    // A question amid talk is more likely part of the talk.
    private static double Surroundings(IEnumerable<Sentence> others) =>
        Math.Max(MostFromSurroundings, others.Select(other => other.Evidence.Score).Append(0).Min() * ShareOfSurroundings);

    private Sentence Weigh(Token[] tokens)
    {
        var frame = new List<Rule>();
        var core = new TokenWindow(tokens, 0, tokens.Length);
        while (_leading.LongestPrefix(core) is ({ } rule, var end))
        {
            frame.Add(rule);
            core = core.From(end);
        }

        while (_trailing.LongestSuffix(core) is ({ } rule, var start))
        {
            frame.Add(rule);
            core = core.To(start);
        }

        var strongest = frame.GroupBy(rule => rule.Family).Select(family => family.MaxBy(rule => Math.Abs(rule.Weight))!);
        return new Sentence(tokens, core.Start, core.End, frame.Sum(rule => rule.Weight), _requests.Weigh(core, Prior).With(strongest));
    }

    private string Frame(Sentence sentence) => _phrasing.LongestPrefix(sentence.Core).Rule?.Name ?? Statement;

    private string? Category(Sentence sentence) => _categories.Weigh(sentence.Core, 0).Rules.MaxBy(rule => rule.Weight)?.Family;

    private static string CoreText(string text, Sentence sentence) => sentence.Start == sentence.End
        ? ""
        : text[sentence.Tokens[sentence.Start].Start..sentence.Tokens[sentence.End - 1].End];

    private sealed record Sentence(Token[] Tokens, int Start, int End, double FrameWeight, Evidence Evidence)
    {
        public TokenWindow Core => new(Tokens, Start, End);
    }
}
