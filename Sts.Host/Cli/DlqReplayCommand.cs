using System.CommandLine;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Host.Cli;

/// <summary><c>dlq replay</c>: sends letters back to their source topic.</summary>
internal static class DlqReplayCommand
{
    private const int MaxUnderWay = 100;
    private const string Advice = "dlq replay; those are --all, --dry-run and --yes, and settings such as --Http:Port=8080.";

    private const string Description = """
        Sends letters back to their source topic, with their key and bytes as they were: for the processor that failed, which takes
        each for the message that it was, and for no other. On a broker without headers (before Kafka 0.11) that can't be said:
        there every group of the topic gets it again, as a new message, and the command asks first.
        """;

    public static Command Create()
    {
        var words = DlqSession.Arguments("topic partition:offset", "The topic, and the letters unless --all is given.");
        var all = new Option<bool>("--all") { Description = "All letters that were not replayed yet." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what would be done." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Does not ask." };
        return DlqSession.Define(
            new Command("replay", Description) { words, all, dryRun, yes },
            words,
            Advice,
            (parsed, given) => Read(given, parsed.GetValue(all)),
            async (parsed, given, session, cancellationToken) =>
            {
                var (topic, positions) = Read(given, parsed.GetValue(all));
                var replay = new DlqReplay(session.Letters, topic, positions);
                await replay.PlanAsync(cancellationToken);
                return parsed.GetValue(dryRun) || replay.Count == 0 ? CommandLine.Success
                    : !replay.MayBegin(parsed.GetValue(yes)) ? CommandLine.Failure
                    : await RunAsync(replay, cancellationToken);
            });
    }

    private static (string Topic, IReadOnlyList<DeadLetterPosition>? Positions) Read(string[] words, bool all) => words switch
    {
        [] => throw new StsConfigurationException("Which topic? As in: dlq replay transcriptions.all 2:17"),
        [_] when !all => throw new StsConfigurationException("Which letters? Name them, as in 2:17, or give --all."),
        [_, _, ..] when all => throw new StsConfigurationException("Give either letters or --all, not both."),
        [var topic] => (topic, null),
        [var topic, .. var positions] => (topic, [.. positions.Distinct().Select(DlqSession.PositionOf)]),
    };

    private static async Task<int> RunAsync(DlqReplay replay, CancellationToken cancellationToken)
    {
        var progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        await progress.StartAsync(async context =>
        {
            var task = context.AddTask($"Replaying {replay.Count} letter(s)", maxValue: replay.Count);
            var underWay = new Queue<Task>();
            await foreach (var sending in replay.SendAsync(cancellationToken))
            {
                underWay.Enqueue(sending);
                if (underWay.Count >= MaxUnderWay)
                {
                    await underWay.Dequeue();
                    task.Increment(1);
                }
            }

            while (underWay.TryDequeue(out var sending))
            {
                await sending;
                task.Increment(1);
            }
        });
        AnsiConsole.WriteLine($"Replayed {replay.Count} letter(s).");
        return CommandLine.Success;
    }
}
