namespace Sts.Agents.Local.Grammar;

/// <summary>What the rules of a set found in an utterance.</summary>
/// <param name="Prior">Where the scale stands when no rule matches.</param>
/// <param name="Rules">The strongest matching rule of each family.</param>
internal sealed record Evidence(double Prior, IReadOnlyList<Rule> Rules)
{
    /// <summary>Sum of the weights; positive speaks for the set's question.</summary>
    public double Score => Prior + Rules.Sum(rule => rule.Weight);

    /// <summary>Whether the scale comes down on the side of yes.</summary>
    public bool IsPositive => Score > 0;

    /// <summary>The name of the heaviest rule on the side the scale came down on, or <c>none</c>.</summary>
    public string DecidingRule =>
        Rules.Where(rule => rule.Weight > 0 == IsPositive).MaxBy(rule => Math.Abs(rule.Weight))?.Name ?? "none";

    public Evidence With(IEnumerable<Rule> others) => new(Prior, [.. Rules, .. others]);
}
