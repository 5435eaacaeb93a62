namespace Sts.Agents.Local.Grammar;

/// <summary>The beginning or the end of the window; no word.</summary>
internal sealed class EdgeNode(bool atStart) : PatternNode
{
    public override UInt128 Advance(in TokenWindow window, UInt128 from) =>
        from & TokenWindow.At(atStart ? window.Start : window.End);

    public override bool TryCollectFirstWords(ISet<int> words) => false;

    /// <summary>Whether this is the beginning, which doesn't change what the first word can be.</summary>
    public bool IsStart => atStart;
}
