using System.CommandLine;
using System.Globalization;
using Sts.Agents.Evaluation;
using Sts.Agents.Local;
using Sts.Agents.Local.Grammar;
using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training;

/// <summary><c>train-local</c>: trains the classifier of the local agents, and says how good it is on what it did not learn from.</summary>
internal static class TrainLocalCommand
{
    private const string ModelFile = "Sts.Agents/Local/Model/request.model";
    private const double OnePercent = 0.01;
    private const int FirstCut = 7;
    private const int UsualCuts = 3;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder with transcripts_load.tsv and actionable_dev.tsv. Else STS_EVAL_DATA names it.", DefaultValueFactory = _ => EvaluationFolder.Default };
        var model = new Option<FileInfo>("--output") { Description = "The file to write.", DefaultValueFactory = _ => new FileInfo(ModelFile) };
        var own = new Option<FileInfo[]>("--own") { Description = "A labelled file to score apart, by the model that is written. Can be given several times." };
        var cuts = new Option<int>("--cuts") { Description = "How often to cross-validate. 0 is quick: it calibrates by what the load file alone teaches.", DefaultValueFactory = _ => UsualCuts };
        var command = new Command("train-local", "Trains the classifier of the local agents; see docs/agents.md.") { data, model, own, cuts };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(data);
            if (!File.Exists(Path.Combine(folder.FullName, "transcripts_load.tsv")))
            {
                error.WriteLine($"There is no transcripts_load.tsv in '{folder}'. Name its folder with --data or STS_EVAL_DATA.");
                return 2;
            }

            var apart = (parsed.GetValue(own) ?? []).ToDictionary(file => file.Name, Read);
            Run(new TrainingData(folder.FullName), parsed.GetRequiredValue(model), apart, parsed.GetValue(cuts), output, error);
            return 0;
        });
        return command;
    }

    private static void Run(TrainingData data, FileInfo model, Dictionary<string, IReadOnlyList<LabelledText>> apart, int times, TextWriter output, TextWriter error)
    {
        var validation = new CrossValidation(new RequestAnalyser(GrammarParser.Parse(GrammarFile.Embedded())));
        var labelled = data.Labelled();
        IReadOnlyList<LabelledText> known = [.. data.Load(), .. TrainingData.Everyday(labelled.Concat(apart.Values.SelectMany(rows => rows)))];
        error.WriteLine($"{known.Count} utterances to learn from, {labelled.Count} to go over");

        var fromLoad = validation.Score(validation.Train(known), labelled);
        // One in a hundred of 750 is 7: a figure that hangs on so few is better taken several times.
        var cuts = Enumerable.Range(FirstCut, times).ToDictionary(cut => cut, cut => validation.Run(known, labelled, cut, part => error.WriteLine($"cut {cut}: part {part + 1} of {CrossValidation.Folds}")));
        IReadOnlyList<(LabelledText Row, double Linear, double Network)> margins = times > 0 ? [.. cuts.Values.SelectMany(scored => scored)] : fromLoad;
        var calibration = Calibration.Fit([.. margins.Select(row => (row.Network, row.Row.Wanted))]);
        var byLinear = Calibration.Fit([.. margins.Select(row => (row.Linear, row.Row.Wanted))]);
        foreach (var (cut, scored) in cuts)
        {
            Write(output, $"cross-validation, cut {cut}, Microsoft.ML's linear model alone", validation.Judge(scored.Select(row => (row.Row, row.Linear)), byLinear));
            Write(output, $"cross-validation, cut {cut}, with the network", validation.Judge(scored.Select(row => (row.Row, row.Network)), calibration));
        }

        var judged = validation.Judge(margins.Select(row => (row.Row, row.Network)), calibration);
        if (times > 0)
            Write(output, "cross-validation, all cuts", judged);
        Write(output, "labelled file, learned from the load file and everyday talk alone", validation.Judge(fromLoad.Select(row => (row.Row, row.Network)), calibration));

        var all = validation.Train([.. known, .. labelled]);
        foreach (var (name, rows) in apart)
            Write(output, name, validation.Judge(validation.Score(all, rows).Select(row => (row.Row, row.Network)), calibration));

        WriteThresholds(output, judged);
        using var file = model.Create();
        var shipped = new RequestNetwork(all.Network.Index, all.Network.Weights with { Slope = calibration.Slope, Offset = calibration.Offset });
        NetworkFile.Write(shipped, file);
        output.WriteLine($"{model}: {shipped.Index.Features.Length} features, {file.Length / 1024} KiB");
    }

    private static IReadOnlyList<LabelledText> Read(FileInfo file) =>
        [.. LabelledFile.Read(file.FullName).Select(row => new LabelledText(row.Text, row.ActionRequired))];

    private static void Write(TextWriter output, string title, IReadOnlyList<Judgement> judged)
    {
        var (confusion, point) = (Confusion.Of(judged), OperatingPoint.AtFalsePositiveRate(OnePercent, judged));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: accuracy {confusion.Accuracy:0.0000}, recall {confusion.Recall:0.0000}, false activations {confusion.FalsePositiveRate:0.0000}, recall at 1 % {point.Recall:0.0000} (threshold {point.Threshold:0.00})"));
    }

    private static void WriteThresholds(TextWriter output, IReadOnlyList<Judgement> judged)
    {
        output.WriteLine("| threshold | recall | false activations |");
        output.WriteLine("| --- | --- | --- |");
        foreach (var threshold in (double[])[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])
        {
            var point = OperatingPoint.At(threshold, judged);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {threshold:0.00} | {point.Recall:0.000} | {point.FalsePositiveRate:0.000} |"));
        }
    }
}
