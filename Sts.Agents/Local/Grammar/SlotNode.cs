namespace Sts.Agents.Local.Grammar;

/// <summary>A piece whose words are kept under a name.</summary>
internal sealed class SlotNode(string name, PatternNode inner, NumberRange? range) : PatternNode
{
    public override UInt128 Advance(in TokenWindow window, UInt128 from) => inner.Advance(window, from);

    public override bool TryCollectFirstWords(ISet<int> words) => inner.TryCollectFirstWords(words);

    public override void Capture(in TokenWindow window, int from, int to, ICollection<SlotMatch> slots)
    {
        if (to > from)
            slots.Add(new SlotMatch(name, from, to, range));
    }
}
