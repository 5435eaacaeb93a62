namespace Sts.Benchmarks.Training;

/// <summary>Where training and evaluation get their utterances.</summary>
internal sealed class TrainingData(string folder)
{
    private const string Assistant = "cmd_user_";

    // One in five of the load file speaks to an assistant, and a missed request is as bad as a false one.
    private const double RequestWeight = 2;
    private const double LoadWeight = 4;

    // There are ten times fewer of these, from as many sources.
    private const double LabelledWeight = 64;

    // Written to be hard. Of the two errors, speaking up unasked is the more frequent one, here and with the patterns.
    private const double WrittenRequestWeight = 0.7;
    private const double WrittenTalkWeight = 1;

    // These are many, and much alike.
    private const double EverydayRequestWeight = 0.2;
    private const double EverydayTalkWeight = 0.35;

    /// <summary>What people say to an assistant, and to each other. What was said often counts once.</summary>
    public IReadOnlyList<LabelledText> Load() => [.. Lines("transcripts_load.tsv")
        .Select(fields => (fields[1], fields[0].StartsWith(Assistant, StringComparison.Ordinal)))
        .DistinctBy(row => Words(row.Item1))
        .Select(row => Weigh(new LabelledText(row.Item1, row.Item2), LoadWeight))];

    /// <summary>The labelled file that cross-validation goes over.</summary>
    public IReadOnlyList<LabelledText> Labelled() => [.. Lines("actionable_dev.tsv")
        .Select(fields => Weigh(new LabelledText(fields[0], fields[1] == "1"), LabelledWeight))];

    /// <summary>Everyday talk that comes with this project, written out or drawn from patterns, but none that is scored.</summary>
    public static IReadOnlyList<LabelledText> Everyday(IEnumerable<LabelledText> scored)
    {
        var taken = scored.Select(row => Words(row.Text)).ToHashSet();
        return [.. WrittenTalk.Read().Select(row => row with { Weight = row.Wanted ? WrittenRequestWeight : WrittenTalkWeight })
            .Concat(EverydayTalk.Draw().Select(row => row with { Weight = row.Wanted ? EverydayRequestWeight : EverydayTalkWeight }))
            .Where(row => !taken.Contains(Words(row.Text)))];
    }

    // Two texts that differ in case and punctuation only are the same.
    private static string Words(string text) =>
        string.Join(' ', text.ToLowerInvariant().Split((char[])[' ', '.', ',', '?', '!'], StringSplitOptions.RemoveEmptyEntries));

    private static LabelledText Weigh(LabelledText row, double weight) => row with { Weight = row.Wanted ? weight * RequestWeight : weight };

    private IEnumerable<string[]> Lines(string name) => File.ReadLines(Path.Combine(folder, name)).Select(line => line.Split('\t'));
}
