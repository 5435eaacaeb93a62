namespace Sts.Benchmarks.Reporting;

/// <summary>
/// Two ways to do the same, run in turn. A machine that is shared gets slower and faster over minutes, so each run is held against the
/// one beside it and never against the mean of the others.
/// </summary>
/// <typeparam name="T">What is known of a run.</typeparam>
/// <param name="Pairs">The runs that belong together.</param>
internal sealed record PairedComparison<T>(IReadOnlyList<(T Ours, T Baseline)> Pairs)
{
    /// <summary>Runs ours, the baseline, ours, the baseline and so on.</summary>
    /// <param name="pairs">How many of each, at least 1.</param>
    /// <param name="ours">What STS does.</param>
    /// <param name="baseline">The plainest program that does the same.</param>
    /// <param name="finished">Told of each pair, with its number from 1.</param>
    public static async Task<PairedComparison<T>> AlternateAsync(int pairs, Func<Task<T>> ours, Func<Task<T>> baseline, Action<int, T, T> finished)
    {
        var runs = new List<(T, T)>(pairs);
        for (var pair = 1; pair <= pairs; pair++)
        {
            var run = (Ours: await ours(), Baseline: await baseline());
            runs.Add(run);
            finished(pair, run.Ours, run.Baseline);
        }

        return new PairedComparison<T>(runs);
    }

    /// <summary>One figure of every run, as a row of the report.</summary>
    public Row ToRow(string scenario, string measure, string format, Goal goal, Func<T, double> figure) =>
        new(scenario, measure, format, [.. Pairs.Select(pair => figure(pair.Ours))], [.. Pairs.Select(pair => figure(pair.Baseline))], goal);
}
