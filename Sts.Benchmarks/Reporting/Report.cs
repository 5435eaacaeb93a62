using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Sts.Benchmarks.Running;

namespace Sts.Benchmarks.Reporting;

/// <summary>Says how far the program is, and writes the table and the JSON in the end.</summary>
/// <param name="output">Where the table goes, and the JSON if it is to go to the output; the table gives way to it then.</param>
/// <param name="error">Where progress goes.</param>
/// <param name="json">A file for the JSON, <c>-</c> for the output, or null for none.</param>
internal sealed class Report(TextWriter output, TextWriter error, string? json)
{
    private const string Output = "-";
    private const int Width = 160;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a line of progress.</summary>
    public void Say(string line) => error.WriteLine(line);

    /// <summary>Writes all figures.</summary>
    public async Task WriteAsync(IReadOnlyList<Row> rows, RunOptions options, CancellationToken cancellationToken)
    {
        WriteTable(json == Output ? error : output, rows, options);
        if (json is null)
        {
            return;
        }

        var text = JsonSerializer.Serialize(
            new
            {
                Cores = Environment.ProcessorCount,
                Runtime = RuntimeInformation.FrameworkDescription,
                System = RuntimeInformation.OSDescription,
                options.Runs,
                options.Quick,
                Rows = rows.Select(ToJson),
            },
            Json);
        if (json == Output)
        {
            await output.WriteLineAsync(text.AsMemory(), cancellationToken);
        }
        else
        {
            await File.WriteAllTextAsync(json, text, cancellationToken);
        }
    }

    // Markdown reads well on a terminal and can be taken over into docs/performance.md.
    private static void WriteTable(TextWriter writer, IReadOnlyList<Row> rows, RunOptions options)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = Width;
        var table = new Table { Border = TableBorder.Markdown };
        table.AddColumns("scenario", "measure", "ours", "baseline", "ratio: median (range)", "goal", "met");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Scenario, row.Measure, Write(row.OursSpread.Median, row.Format),
                row.BaselineSpread is { } baseline ? Write(baseline.Median, row.Format) : "–", WriteRange(row), row.Goal.Text, row.IsMet ? "yes" : "no");
        }

        console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}; {options.Runs} pair(s) of runs{(options.Quick ? ", a tenth of the messages" : "")}");
        console.WriteLine();
        console.Write(table);
        foreach (var row in rows.Where(row => row.Note.Length > 0))
        {
            console.WriteLine($"{row.Scenario}: {row.Note}");
        }
    }

    private static string WriteRange(Row row)
    {
        var (spread, format) = row.Ratio is { } ratio ? (ratio, "0.00") : (row.OursSpread, row.Format);
        var range = $"({Write(spread.Min, format)}–{Write(spread.Max, format)})";
        return row.Ratio is null ? $"– {range}" : $"{Write(spread.Median, format)} {range}";
    }

    private static string Write(double figure, string format) => figure.ToString(format, CultureInfo.InvariantCulture);

    private static object ToJson(Row row) => new
    {
        row.Scenario,
        row.Measure,
        row.Ours,
        row.Baseline,
        row.Ratio,
        Goal = row.Goal.Text,
        Met = row.IsMet,
        row.Note,
    };
}
