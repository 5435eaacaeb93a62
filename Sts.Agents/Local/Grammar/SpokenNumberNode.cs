namespace Sts.Agents.Local.Grammar;

/// <summary>A whole number, in digits or as it is spoken: <c>45</c>, <c>forty five</c>, <c>one hundred and five</c>.</summary>
internal sealed class SpokenNumberNode : PatternNode
{
    private readonly HashSet<int> _words;
    private readonly int _and;

    public SpokenNumberNode(Vocabulary vocabulary)
    {
        _words = [.. SpokenNumber.Words.Select(vocabulary.Add)];
        _and = vocabulary.Add("and");
    }

    public override UInt128 Advance(in TokenWindow window, UInt128 from)
    {
        var reached = UInt128.Zero;
        for (var rest = from; rest != 0; rest &= rest - 1)
        {
            var position = (int)UInt128.TrailingZeroCount(rest);
            if (position < window.End && window[position].IsNumber)
                reached |= TokenWindow.At(position + 1);
            for (var end = position; end < window.End && IsPart(window, position, end); end++)
                reached |= window[end].Word == _and ? 0 : TokenWindow.At(end + 1);
        }

        return reached;
    }

    public override bool TryCollectFirstWords(ISet<int> words) => false;

    private bool IsPart(in TokenWindow window, int start, int position) =>
        _words.Contains(window[position].Word) || (position > start && window[position].Word == _and);
}
