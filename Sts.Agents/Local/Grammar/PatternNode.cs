namespace Sts.Agents.Local.Grammar;

/// <summary>A piece of a pattern.</summary>
internal abstract class PatternNode
{
    /// <summary>Follows this piece from each of the given positions; returns the positions it can end at.</summary>
    public abstract UInt128 Advance(in TokenWindow window, UInt128 from);

    /// <summary>
    /// Adds the words a match can begin with. Returns false when that can't be said, because the piece can match nothing at all or
    /// any word.
    /// </summary>
    public abstract bool TryCollectFirstWords(ISet<int> words);

    /// <summary>Finds the slots of a match that goes from one position to another; there has to be one.</summary>
    public virtual void Capture(in TokenWindow window, int from, int to, ICollection<SlotMatch> slots)
    {
    }

    /// <summary>Whether this piece can lead from one position to another.</summary>
    public bool Leads(in TokenWindow window, int from, int to) => (Advance(window, TokenWindow.At(from)) & TokenWindow.At(to)) != 0;
}
