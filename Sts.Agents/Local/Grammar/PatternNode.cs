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
}
