using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Sts.Host.Cli;

/// <summary>Writes the figures of an evaluation.</summary>
internal static class EvalReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(EvalFigures figures, string agent, bool asJson)
    {
        if (asJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(figures, Json));
            return;
        }

        AnsiConsole.WriteLine($"{agent}, {figures.Utterances} utterance(s)");
        WriteTable(["", ""], [
            ["accuracy", Share(figures.Accuracy)],
            ["precision", Share(figures.Precision)],
            ["recall", Share(figures.Recall)],
            ["false activations", Share(figures.FalsePositiveRate)],
            ["recall at 1 % false activations", figures is { RecallAt1PercentFpr: { } recall, ThresholdAt1PercentFpr: { } threshold }
                ? string.Create(CultureInfo.InvariantCulture, $"{Share(recall)}, with the threshold at {threshold:0.000}")
                : "unknown: the provider gives no confidence"],
            ["latency", string.Create(CultureInfo.InvariantCulture, $"p50 {figures.LatencyMs.P50:0.000} ms, p95 {figures.LatencyMs.P95:0.000} ms, p99 {figures.LatencyMs.P99:0.000} ms, at most {figures.LatencyMs.Max:0.0} ms")],
            ["cost", string.Create(CultureInfo.InvariantCulture, $"{figures.Cost.InputTokens} tokens in, {figures.Cost.OutputTokens} tokens out")],
            ["the model failed", $"{figures.Failures + figures.Fallbacks} time(s)"],
        ]);
        WriteTable(
            ["source", "right yes", "wrong yes", "right no", "wrong no", "accuracy"],
            figures.Sources.Select(source => new[]
            {
                source.Key, $"{source.Value.TruePositives}", $"{source.Value.FalsePositives}", $"{source.Value.TrueNegatives}",
                $"{source.Value.FalseNegatives}", Share(source.Value.Accuracy),
            }));
    }

    private static void WriteTable(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = columns[0].Length > 0 };
        table.AddColumns([.. columns.Select(Markup.Escape)]);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        AnsiConsole.Write(table);
    }

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.0000}");
}
