using System.Text.RegularExpressions;
using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training;

/// <summary>Draws sentences from the patterns in <c>Everyday</c>, the same ones every time.</summary>
internal static partial class EverydayTalk
{
    private const string Folder = "Sts.Benchmarks.Training.Everyday.";
    private const int PerPattern = 80;
    private const int Attempts = 3 * PerPattern;
    private const int Seed = 3;

    /// <summary>Some sentences of each pattern.</summary>
    public static IReadOnlyList<LabelledText> Draw()
    {
        var random = new Random(Seed);
        var (slots, patterns) = Read();
        var drawn = new List<LabelledText>();
        foreach (var (wanted, pattern) in patterns)
        {
            var sentences = new HashSet<string>();
            for (var attempt = 0; attempt < Attempts && sentences.Count < PerPattern; attempt++)
                sentences.Add(Draw(pattern, slots, random));
            drawn.AddRange(sentences.Select(sentence => new LabelledText(sentence, wanted)));
        }

        return drawn;
    }

    private static (Dictionary<string, string> Slots, List<(bool Wanted, string Pattern)> Patterns) Read()
    {
        var slots = WordMeanings.Classes.ToDictionary(words => words.Key, words => $"({string.Join('|', words.Value)})");
        var patterns = new List<(bool, string)>();
        foreach (var line in Lines())
        {
            if (line[0] == '@')
                slots.Add(line[1..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());
            else
                patterns.Add((line[0] == '1', line[2..]));
        }

        return (slots, patterns);
    }

    private static IEnumerable<string> Lines()
    {
        var assembly = typeof(EverydayTalk).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > 0 && line[0] != '#')
                    yield return line;
            }
        }
    }

    // Innermost choices first, then the slots in what was chosen, until nothing is left to choose.
    private static string Draw(string pattern, Dictionary<string, string> slots, Random random)
    {
        var sentence = pattern;
        while (sentence.AsSpan().ContainsAny('(', '@'))
        {
            sentence = sentence.Contains('(', StringComparison.Ordinal)
                ? Choice().Replace(sentence, group => Any(group.Groups[1].Value.Split('|'), random))
                : Slot().Replace(sentence, slot => slots[slot.Groups[1].Value]);
        }

        return BlanksBefore().Replace(Blanks().Replace(sentence, " "), "$1").Trim();
    }

    private static string Any(string[] options, Random random) => options[random.Next(options.Length)];

    [GeneratedRegex(@"\(([^()]*)\)")]
    private static partial Regex Choice();

    [GeneratedRegex("@([A-Z]+|[a-z]+)")]
    private static partial Regex Slot();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex(" ([,:'])")]
    private static partial Regex BlanksBefore();
}
