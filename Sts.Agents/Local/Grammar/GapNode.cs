namespace Sts.Agents.Local.Grammar;

/// <summary>Between <paramref name="least"/> and <paramref name="most"/> words, whichever they are.</summary>
internal sealed class GapNode(int least, int most) : PatternNode
{
    public override UInt128 Advance(in TokenWindow window, UInt128 from)
    {
        var reached = from << least;
        for (var skipped = least; skipped < most && skipped < window.Length; skipped++)
            reached |= reached << 1;

        return reached & window.AllPositions;
    }

    public override bool TryCollectFirstWords(ISet<int> words) => false;
}
