using Spectre.Console;
using Sts.Agents;
using Sts.Agents.Evaluation;

namespace Sts.Host.Cli;

/// <summary>What came of an evaluation.</summary>
/// <param name="Judgements">The decisions, in the order of the file.</param>
/// <param name="Latencies">How long each took.</param>
/// <param name="Failures">How many utterances were not decided on, because the provider failed. They count as no action.</param>
/// <param name="Costs">What the provider charged for.</param>
internal sealed record EvalRun(IReadOnlyList<Judgement> Judgements, IReadOnlyList<TimeSpan> Latencies, int Failures, EvalCosts Costs)
{
    private const string User = "eval";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Decides on every row.</summary>
    public static async Task<EvalRun> RunAsync(EvalAgent agent, IReadOnlyList<LabelledUtterance> rows, int parallel, CancellationToken cancellationToken)
    {
        using var meter = agent.Measure();
        await WarmUpAsync(agent, rows, cancellationToken);
        var judgements = new Judgement[rows.Count];
        var latencies = new TimeSpan[rows.Count];
        var failures = 0;
        await ShowProgressAsync(rows.Count, progress => Parallel.ForAsync(
            0, rows.Count, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken }, async (i, token) =>
            {
                var started = TimeProvider.System.GetTimestamp();
                (bool ActionRequired, double? Confidence) decision = (false, null);
                try
                {
                    decision = await agent.DecideAsync(Utter(rows[i].Text), token);
                }
                catch (AgentException)
                {
                    Interlocked.Increment(ref failures);
                }

                latencies[i] = TimeProvider.System.GetElapsedTime(started);
                judgements[i] = new Judgement(rows[i], decision.ActionRequired, decision.Confidence);
                progress();
            }));
        return new EvalRun(judgements, latencies, failures, meter.Read());
    }

    // .NET compiles code quickly at first, and well a second or two later, when it has seen what is busy: that is what a host that runs
    // has. A model that costs is not asked in vain.
    private static async Task WarmUpAsync(EvalAgent agent, IReadOnlyList<LabelledUtterance> rows, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; agent.IsFree && TimeProvider.System.GetElapsedTime(started) < WarmUp; i++)
        {
            await agent.DecideAsync(Utter(rows[i % rows.Count].Text), cancellationToken);
        }
    }

    private static Utterance Utter(string text) => new(User, text, TimeProvider.System.GetUtcNow());

    private static async Task ShowProgressAsync(int count, Func<Action, Task> work)
    {
        if (Console.IsErrorRedirected)
        {
            await work(() => { });
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var progress = console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        await progress.StartAsync(context =>
        {
            var task = context.AddTask($"Deciding on {count} utterance(s)", maxValue: count);
            return work(() => task.Increment(1));
        });
    }
}
