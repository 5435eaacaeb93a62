namespace Sts.Agents.Local.Grammar;

/// <summary>A word that begins with a digit.</summary>
internal sealed class NumberNode : PatternNode
{
    public override UInt128 Advance(in TokenWindow window, UInt128 from)
    {
        var reached = UInt128.Zero;
        for (var rest = from; rest != 0; rest &= rest - 1)
        {
            var position = (int)UInt128.TrailingZeroCount(rest);
            if (position < window.End && window[position].IsNumber)
                reached |= TokenWindow.At(position + 1);
        }

        return reached;
    }

    public override bool TryCollectFirstWords(ISet<int> words) => false;
}
