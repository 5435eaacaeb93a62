namespace Sts.Agents.Local.Grammar;

/// <summary>The numbers that make sense in a slot.</summary>
/// <param name="Least">The least of them.</param>
/// <param name="Most">The greatest of them.</param>
internal sealed record NumberRange(int Least, int Most)
{
    public bool Contains(double number) => number >= Least && number <= Most;
}
