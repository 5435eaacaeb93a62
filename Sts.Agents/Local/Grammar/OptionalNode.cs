namespace Sts.Agents.Local.Grammar;

/// <summary>A piece that may be missing.</summary>
internal sealed class OptionalNode(PatternNode inner) : PatternNode
{
    public PatternNode Inner => inner;

    public override UInt128 Advance(in TokenWindow window, UInt128 from) => from | inner.Advance(window, from);

    public override void Capture(in TokenWindow window, int from, int to, ICollection<SlotMatch> slots)
    {
        if (inner.Leads(window, from, to))
            inner.Capture(window, from, to, slots);
    }

    public override bool TryCollectFirstWords(ISet<int> words) => false;
}
