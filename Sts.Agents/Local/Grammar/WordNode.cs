namespace Sts.Agents.Local.Grammar;

/// <summary>One word out of a set.</summary>
internal sealed class WordNode(IEnumerable<int> words) : PatternNode
{
    private readonly HashSet<int> _words = [.. words];

    public override UInt128 Advance(in TokenWindow window, UInt128 from)
    {
        var reached = UInt128.Zero;
        for (var rest = from; rest != 0; rest &= rest - 1)
        {
            var position = (int)UInt128.TrailingZeroCount(rest);
            if (position < window.End && _words.Contains(window[position].Word))
                reached |= TokenWindow.At(position + 1);
        }

        return reached;
    }

    public override bool TryCollectFirstWords(ISet<int> words)
    {
        words.UnionWith(_words);
        return true;
    }
}
