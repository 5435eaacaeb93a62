using Spectre.Console;
using Sts.Core.Diagnostics;
using Sts.Host.Hosting;

namespace Sts.Host.Demo;

/// <summary>Shows the demonstration on the terminal.</summary>
internal static class DemoScreen
{
    private const int MaxDetailLength = 160;

    public static void ShowParts(SystemInfo info)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]STS {SystemInfo.Version}[/] on embedded parts, in a temporary folder");
        AnsiConsole.MarkupLineInterpolated($"  broker    {info.BootstrapServers}, registry {info.SchemaRegistryUrl}, database {info.Database}");
        AnsiConsole.MarkupLineInterpolated($"  agents    {info.Agents}");
        AnsiConsole.MarkupLineInterpolated($"  speech    {info.Speech}");
        AnsiConsole.WriteLine();
    }

    public static async Task ShowAsync(IAsyncEnumerable<PipelineEvent> events)
    {
        await foreach (var happened in events)
        {
            var detail = happened.Detail.ReplaceLineEndings(" ");
            detail = detail.Length > MaxDetailLength ? detail[..MaxDetailLength] + "…" : detail;
            AnsiConsole.MarkupLineInterpolated($"{happened.User,8}  [{ColourOf(happened.Type)}]{happened.Type,-22}[/] {detail}");
        }
    }

    public static void ShowOutcome(IReadOnlyList<DemoStep> steps)
    {
        var table = new Table().RoundedBorder().AddColumns("Step", "Expected", "In the database", "");
        foreach (var step in steps)
        {
            table.AddRow(
                new Markup(Markup.Escape(step.Name)), new Markup(Markup.Escape(step.Expected)), new Markup(Markup.Escape(step.Found)),
                new Markup(step.Happened ? "[green]ok[/]" : "[red]did not happen[/]"));
        }

        AnsiConsole.Write(table);
    }

    private static string ColourOf(string type) => type switch
    {
        PipelineEvent.UtteranceStored => "grey",
        PipelineEvent.DecisionMade => "blue",
        PipelineEvent.ActionProduced or PipelineEvent.AnswerSpoken => "green",
        PipelineEvent.AnswerNotSpoken or PipelineEvent.AnswerInterrupted => "yellow",
        PipelineEvent.DeadLettered => "red",
        PipelineEvent.SummaryStored or PipelineEvent.AggregationRequested => "magenta",
        _ => "aqua",
    };
}
