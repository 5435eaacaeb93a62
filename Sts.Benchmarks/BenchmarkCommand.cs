using System.CommandLine;
using System.CommandLine.Invocation;
using Sts.Benchmarks.Reporting;
using Sts.Benchmarks.Running;
using Sts.Benchmarks.Scenarios;
using Sts.Benchmarks.Summaries;
using Sts.Benchmarks.Training;
using Sts.Benchmarks.Training.Senses;

namespace Sts.Benchmarks;

/// <summary>The command line: which scenarios to run, on what, and where the figures go.</summary>
internal static class BenchmarkCommand
{
    private const int WrongUsage = 2;
    private const string All = "all";

    // Time for the servers to be ended after Ctrl-C.
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(60);

    /// <summary>In the order in which "all" runs them. Memory comes first, while no other scenario has left anything in the process.</summary>
    internal static IReadOnlyList<IScenario> Scenarios { get; } =
    [
        new MemoryScenario(), new AvroScenario(), new NoopScenario(), new BacklogScenario(), new Latency300Scenario(), new PersistenceScenario(), new HopsScenario(), new StartScenario(),
        new SpeechScenario(),
    ];

    private static string Description => $"""
        Compares STS with the plainest program that does the same, on the same broker and messages, run by run in turn. The machine's
        speed drops out of the ratios, so these are what counts. docs/performance.md tells more.

        Scenarios:
        {string.Join(Environment.NewLine, Scenarios.Select(scenario => $"  {scenario.Name,-12} {scenario.Description}"))}

        Without --kafka and --postgres, or the variables of the tests (STS_TEST_KAFKA, STS_TEST_KAFKA_PROPERTIES, STS_TEST_POSTGRES), it
        starts servers of its own and ends them afterwards. It writes millions of messages: name only servers that are there for tests.
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var root = Create(output, error);
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction wrong)
        {
            wrong.ShowHelp = false; // It would push what is wrong off the screen.
        }

        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = TerminationTimeout });
        return parsed.Errors.Count == 0 ? exitCode : WrongUsage;
    }

    private static RootCommand Create(TextWriter output, TextWriter error)
    {
        var scenario = new Argument<string>("scenario") { Description = "The one to run, or all of them." };
        scenario.AcceptOnlyFromAmong([All, .. Scenarios.Select(known => known.Name)]);
        var runs = new Option<int>("--runs") { Description = "How many pairs of runs are compared.", DefaultValueFactory = _ => 5 };
        runs.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var value) && value > 0))
            {
                result.AddError($"--runs is '{token.Value}'. Give a whole number of at least 1.");
            }
        });
        var quick = new Option<bool>("--quick") { Description = "A tenth of the messages, to see that it works. The figures mean less." };
        var full = new Option<bool>("--full") { Description = "Let the memory scenario run to its end, ten minutes, and not only for a part of it." };
        var json = new Option<string?>("--json") { Description = "Write the figures of every run to a file, or with - to the output.", HelpName = "FILE|-" };
        var kafka = new Option<string?>("--kafka") { Description = "Bootstrap servers of a Kafka.", HelpName = "HOST:PORT" };
        var properties = new Option<string?>("--kafka-properties") { Description = "librdkafka properties that it needs.", HelpName = "NAME=VALUE;..." };
        var postgres = new Option<string?>("--postgres") { Description = "Npgsql connection string of a server where databases may be created.", HelpName = "TEXT" };

        var root = new RootCommand(Description) { scenario, runs, quick, full, json, kafka, properties, postgres };
        root.SetAction((parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(scenario);
            var addresses = new ServerAddresses(parsed.GetValue(kafka), parsed.GetValue(properties), parsed.GetValue(postgres));
            var session = new Session(
                [.. Scenarios.Where(known => wanted == All || wanted == known.Name)],
                new RunOptions(parsed.GetValue(runs), parsed.GetValue(quick), parsed.GetValue(full)),
                addresses.OrEnvironment());
            return session.RunAsync(new Report(output, error, parsed.GetValue(json)), cancellationToken);
        });
        root.Subcommands.Add(SummaryCommand.Create(output, error));
        root.Subcommands.Add(TrainLocalCommand.Create(output, error));
        root.Subcommands.Add(WordsCommand.Create(output, error));
        return root;
    }
}
