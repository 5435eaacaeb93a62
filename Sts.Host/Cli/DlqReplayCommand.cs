using System.CommandLine;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Kafka.DeadLetters;

namespace Sts.Host.Cli;

/// <summary><c>dlq replay</c>: sends letters back to their source topic.</summary>
internal static class DlqReplayCommand
{
    private const int MaxUnderWay = 100;
    private const string Advice = "dlq replay; those are --all, --dry-run, --yes and --json, and settings such as --Http:Port=8080.";

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
        var json = new Option<bool>("--json") { Description = "The letters and whether they were replayed, as one JSON object and without progress." };
        return DlqSession.Define(
            new Command("replay", Description) { words, all, dryRun, yes, json },
            words,
            Advice,
            (parsed, given) => Read(given, parsed.GetValue(all)),
            async (parsed, given, session, cancellationToken) =>
            {
                var (topic, positions) = Read(given, parsed.GetValue(all));
                var asJson = parsed.GetValue(json);
                var replay = new DlqReplay(session.Letters, topic, positions, asJson);
                await replay.PlanAsync(cancellationToken);
                var isToBeDone = !parsed.GetValue(dryRun) && replay.Count > 0;
                if (isToBeDone && !replay.MayBegin(parsed.GetValue(yes)))
                {
                    return CommandLine.Failure;
                }

                if (isToBeDone)
                {
                    await (asJson ? SendAsync(replay, () => { }, cancellationToken) : SendVisiblyAsync(replay, cancellationToken));
                }

                if (asJson)
                {
                    JsonOutput.Write(new { Topic = topic, Letters = replay.Planned.Select(letter => letter.ToString()), Replayed = isToBeDone });
                }

                return CommandLine.Success;
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

    private static async Task SendVisiblyAsync(DlqReplay replay, CancellationToken cancellationToken)
    {
        var progress = AnsiConsole.Progress().Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        await progress.StartAsync(async context =>
        {
            var task = context.AddTask($"Replaying {replay.Count} letter(s)", maxValue: replay.Count);
            await SendAsync(replay, () => task.Increment(1), cancellationToken);
        });
        AnsiConsole.WriteLine($"Replayed {replay.Count} letter(s).");
    }

    private static async Task SendAsync(DlqReplay replay, Action sent, CancellationToken cancellationToken)
    {
        var underWay = new Queue<Task>();
        await foreach (var sending in replay.SendAsync(cancellationToken))
        {
            underWay.Enqueue(sending);
            if (underWay.Count >= MaxUnderWay)
            {
                await underWay.Dequeue();
                sent();
            }
        }

        while (underWay.TryDequeue(out var sending))
        {
            await sending;
            sent();
        }
    }
}
