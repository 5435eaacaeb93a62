using Sts.Agents.Local.Model;

namespace Sts.Agents.Local.Grammar;

/// <summary>One line of a rule file.</summary>
/// <param name="Name">Family and name, such as <c>imperative.lights</c>; what a decision names as its ground.</param>
/// <param name="Weight">What a match says for (positive) or against (negative) the set's question.</param>
/// <param name="Pattern">The words that make it match.</param>
internal sealed record Rule(string Name, double Weight, PatternNode Pattern)
{
    /// <summary>The part of the name before the dot: of the rules of one family only the strongest counts.</summary>
    public string Family { get; } = Name.Split('.')[0];

    /// <summary>The name as the classifier knows it.</summary>
    public uint Hash { get; } = FeatureHash.Of(Name);

    /// <summary>Returns the end of the longest match that begins at the window's start, or -1.</summary>
    public int LongestPrefix(in TokenWindow window)
    {
        var reached = Pattern.Advance(window, TokenWindow.At(window.Start));
        return reached == 0 ? -1 : 127 - (int)UInt128.LeadingZeroCount(reached);
    }

    /// <summary>Whether the pattern matches the whole window.</summary>
    public bool MatchesAll(in TokenWindow window) =>
        (Pattern.Advance(window, TokenWindow.At(window.Start)) & TokenWindow.At(window.End)) != 0;

    /// <summary>Whether the pattern matches somewhere in the window.</summary>
    public bool Matches(in TokenWindow window) => Pattern.Advance(window, window.AllPositions) != 0;
}
