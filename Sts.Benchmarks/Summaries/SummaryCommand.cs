using System.CommandLine;
using System.Globalization;
using Sts.Agents;
using Sts.Agents.Local.Summary;
using Sts.Benchmarks.Training;

namespace Sts.Benchmarks.Summaries;

/// <summary><c>summary</c>: holds the offline summaries against the first words of each talk, which is hard to beat for what it costs.</summary>
internal static class SummaryCommand
{
    private const string DataFile = "session_dialogues.jsonl";

    public static Command Create(TextWriter output, TextWriter error)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = $"The folder with {DataFile}. Else STS_EVAL_DATA names it.", DefaultValueFactory = _ => EvaluationFolder.Default };
        var command = new Command("summary", "Compares the offline summaries with the beginnings of the talks, by ROUGE; see docs/agents.md.") { data };
        command.SetAction(parsed =>
        {
            var path = Path.Combine(parsed.GetRequiredValue(data).FullName, DataFile);
            if (!File.Exists(path))
            {
                error.WriteLine($"There is no '{path}'. Name its folder with --data or STS_EVAL_DATA.");
                return 2;
            }

            Write(output, Compare(Dialogue.Read(path)));
            return 0;
        });
        return command;
    }

    /// <summary>The mean F1 of ROUGE-1, -2 and -L over the talks: of the offline summaries, and of as many words from the beginning.</summary>
    public static (double[] Offline, double[] Lead) Compare(IReadOnlyList<Dialogue> dialogues)
    {
        var offline = new List<double[]>();
        var lead = new List<double[]>();
        foreach (var dialogue in dialogues)
        {
            var utterances = dialogue.ToTranscript().Utterances;
            var summary = string.Join(' ', LocalSummaryAgent.Choose([.. utterances]).Select(utterance => utterance.Text));
            offline.Add(Score(summary, dialogue));
            lead.Add(Score(Beginning(utterances, Rouge.Words(summary).Length), dialogue));
        }

        return (Mean(offline), Mean(lead));
    }

    private static string Beginning(IReadOnlyList<Utterance> utterances, int words) =>
        string.Join(' ', utterances.SelectMany(utterance => Rouge.Words(utterance.Text)).Take(words));

    // Of several references, the nearest.
    private static double[] Score(string summary, Dialogue dialogue) =>
    [
        dialogue.Summaries.Max(reference => Rouge.N(1, summary, reference)),
        dialogue.Summaries.Max(reference => Rouge.N(2, summary, reference)),
        dialogue.Summaries.Max(reference => Rouge.L(summary, reference)),
    ];

    private static double[] Mean(List<double[]> scores) => [.. Enumerable.Range(0, 3).Select(i => scores.Average(score => score[i]))];

    private static void Write(TextWriter output, (double[] Offline, double[] Lead) means)
    {
        output.WriteLine("| F1, no stemming | ROUGE-1 | ROUGE-2 | ROUGE-L |");
        output.WriteLine("| --- | --- | --- | --- |");
        foreach (var (name, mean) in new[] { ("offline", means.Offline), ("lead, as many words", means.Lead) })
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {mean[0]:0.0000} | {mean[1]:0.0000} | {mean[2]:0.0000} |"));
    }
}
