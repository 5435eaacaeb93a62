namespace Sts.Agents.Local.Grammar;

/// <summary>Any one of several pieces. Those that can be told by their first word are looked up by it.</summary>
internal sealed class AlternativesNode : PatternNode
{
    private readonly Dictionary<int, List<PatternNode>> _byFirstWord = [];
    private readonly List<PatternNode> _others = [];

    public AlternativesNode(IEnumerable<PatternNode> options)
    {
        foreach (var option in options)
        {
            var words = new HashSet<int>();
            if (!option.TryCollectFirstWords(words))
                _others.Add(option);
            else
                foreach (var word in words)
                    Options(word).Add(option);
        }
    }

    public override UInt128 Advance(in TokenWindow window, UInt128 from)
    {
        var reached = UInt128.Zero;
        foreach (var option in _others)
            reached |= option.Advance(window, from);

        for (var rest = from; rest != 0; rest &= rest - 1)
        {
            var position = (int)UInt128.TrailingZeroCount(rest);
            if (position >= window.End || !_byFirstWord.TryGetValue(window[position].Word, out var options))
                continue;
            foreach (var option in options)
                reached |= option.Advance(window, TokenWindow.At(position));
        }

        return reached;
    }

    public override void Capture(in TokenWindow window, int from, int to, ICollection<SlotMatch> slots)
    {
        foreach (var option in _byFirstWord.Values.SelectMany(options => options).Concat(_others))
        {
            if (!option.Leads(window, from, to))
                continue;
            option.Capture(window, from, to, slots);
            return;
        }
    }

    public override bool TryCollectFirstWords(ISet<int> words)
    {
        words.UnionWith(_byFirstWord.Keys);
        return _others.Count == 0;
    }

    private List<PatternNode> Options(int word)
    {
        if (!_byFirstWord.TryGetValue(word, out var options))
            _byFirstWord.Add(word, options = []);
        return options;
    }
}
