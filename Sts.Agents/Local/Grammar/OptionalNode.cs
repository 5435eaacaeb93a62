namespace Sts.Agents.Local.Grammar;

/// <summary>A piece that may be missing.</summary>
internal sealed class OptionalNode(PatternNode inner) : PatternNode
{
    public PatternNode Inner => inner;

    public override UInt128 Advance(in TokenWindow window, UInt128 from) => from | inner.Advance(window, from);

    public override bool TryCollectFirstWords(ISet<int> words) => false;
}
