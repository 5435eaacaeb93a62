using System.CommandLine;
using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training.Senses;

/// <summary><c>words</c>: writes what kinds of words the usual words of English are, as WordNet tells it, for the classifier.</summary>
internal static class WordsCommand
{
    private const string SensesFile = "Sts.Agents/Local/Model/senses.txt";
    private const int UsualCount = 40_000;
    private const int LineLength = 160;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var wordNet = new Option<DirectoryInfo>("--wordnet") { Description = "The folder with WordNet 3.0's files: index.noun, data.noun, cntlist.rev and so on.", Required = true };
        var words = new Option<FileInfo>("--words") { Description = $"Words of English, one a line, the most frequent first. The first {UsualCount} are taken.", Required = true };
        var senses = new Option<FileInfo>("--output") { Description = "The file to write.", DefaultValueFactory = _ => new FileInfo(SensesFile) };
        var command = new Command("words", "Writes the kinds of words that the classifier knows; see docs/agents.md.") { wordNet, words, senses };
        command.SetAction(parsed =>
        {
            try
            {
                var usual = File.ReadLines(parsed.GetRequiredValue(words).FullName).Where(IsWord).Take(UsualCount);
                var count = Write(WordNet.Read(parsed.GetRequiredValue(wordNet)), usual, parsed.GetRequiredValue(senses));
                output.WriteLine($"{parsed.GetRequiredValue(senses)}: {count} words");
                return 0;
            }
            catch (IOException missing)
            {
                error.WriteLine($"{missing.Message} --wordnet wants WordNet's folder, --words a file with words.");
                return 2;
            }
        });
        return command;
    }

    private static bool IsWord(string line) => line.Length > 0 && line.All(char.IsAsciiLetterLower) && !WordClasses.IsFunction(line);

    private static int Write(WordNet wordNet, IEnumerable<string> usual, FileInfo file)
    {
        var known = usual.Select(word => (Word: word, Kinds: wordNet.Find(word))).Where(row => row.Kinds.Usual is not null).ToList();
        using var writer = new StreamWriter(file.FullName) { NewLine = "\n" };
        writer.WriteLine("# Written by the command words of Sts.Benchmarks (docs/agents.md). The kinds are WordNet's: see NOTICE. The form is that of words.txt.");
        Write(writer, "[things]", known.Select(row => (row.Word, row.Kinds.Usual!)));
        Write(writer, "[acts]", known.Where(row => row.Kinds.Verb is { } verb && verb != row.Kinds.Usual).Select(row => (row.Word, row.Kinds.Verb!)));
        return known.Count;
    }

    private static void Write(StreamWriter writer, string section, IEnumerable<(string Word, string Kind)> rows)
    {
        writer.WriteLine();
        writer.WriteLine(section);
        foreach (var kind in rows.GroupBy(row => row.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var line = $"{kind.Key}:";
            foreach (var (word, _) in kind.OrderBy(row => row.Word, StringComparer.Ordinal))
            {
                if (line.Length + word.Length > LineLength)
                {
                    writer.WriteLine(line);
                    line = " ";
                }

                line += $" {word},";
            }

            writer.WriteLine(line[..^1]);
        }
    }
}
