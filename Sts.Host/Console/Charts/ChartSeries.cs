namespace Sts.Host.WebConsole.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it is called; null for the only one.</param>
/// <param name="Values">Its values at equal distances, oldest first; null where there is none.</param>
public sealed record ChartSeries(string? Name, IReadOnlyList<double?> Values);
