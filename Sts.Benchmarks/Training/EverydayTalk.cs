using System.Text.RegularExpressions;

namespace Sts.Benchmarks.Training;

/// <summary>Draws sentences from <c>everyday.tsv</c>, the same ones every time.</summary>
internal static partial class EverydayTalk
{
    private const int PerPattern = 40;
    private const int Attempts = 3 * PerPattern;
    private const int Seed = 3;

    /// <summary>Some sentences of each pattern.</summary>
    public static IReadOnlyList<LabelledText> Draw()
    {
        var random = new Random(Seed);
        var drawn = new List<LabelledText>();
        foreach (var line in Lines())
        {
            var fields = line.Split('\t');
            var sentences = new HashSet<string>();
            for (var attempt = 0; attempt < Attempts && sentences.Count < PerPattern; attempt++)
                sentences.Add(Draw(fields[1], random));
            drawn.AddRange(sentences.Select(sentence => new LabelledText(sentence, fields[0] == "1")));
        }

        return drawn;
    }

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(EverydayTalk).Assembly.GetManifestResourceStream("Sts.Benchmarks.Training.everyday.tsv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }

    private static string Draw(string pattern, Random random)
    {
        var sentence = Alternatives().Replace(pattern, group =>
        {
            var options = group.Groups[1].Value.Split('|');
            return options[random.Next(options.Length)];
        });
        return Blanks().Replace(sentence, " ").Trim();
    }

    [GeneratedRegex(@"\(([^()]*)\)")]
    private static partial Regex Alternatives();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();
}
