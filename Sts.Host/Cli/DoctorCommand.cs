using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;
using Sts.Host.Doctor;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary><c>doctor</c>: looks whether everything that the host needs is there, and says what to do about what is not.</summary>
internal static class DoctorCommand
{
    private const string Description = """
        Looks whether everything that a host with these settings needs is there, and says what to do about what is not. It changes
        nothing: broker, topics, registry, database, model, speech, hearing, audio, disk, ports, plugins and clock.

        Examples:
          doctor
          doctor --json                                        for scripts
          doctor --Kafka:BootstrapServers=kafka:9092           with a setting

        Exit codes: 0 nothing is at fault (there may be warnings), 1 something is.
        """;

    private const string Advice = "doctor; those are --json and --timeout, and settings such as --Kafka:BootstrapServers=localhost:9092.";

    public static Command Create()
    {
        var words = HostCommand.NoWords();
        var json = new Option<bool>("--json") { Description = "One JSON array of {check, level, finding, advice}." };
        var timeout = new Option<double>("--timeout") { Description = "How long each check may take, in seconds.", DefaultValueFactory = _ => 10 };
        var command = new Command("doctor", Description) { words, json, timeout };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var (given, settings) = CommandWords.Divide(parsed, parsed.GetValue(words) ?? [], Advice);
            HostCommand.RefuseWords(given, Advice);
            var seconds = parsed.GetValue(timeout);
            if (seconds is not (> 0 and <= 3_600))
            {
                throw new StsConfigurationException(string.Create(CultureInfo.InvariantCulture, $"--timeout is {seconds}, but must be more than 0 and at most 3600 seconds."));
            }

            return await LookAsync(StsApplication.ReadConfiguration(settings), TimeSpan.FromSeconds(seconds), parsed.GetValue(json), cancellationToken);
        }));
        return command;
    }

    private static async Task<int> LookAsync(IConfiguration configuration, TimeSpan limit, bool asJson, CancellationToken cancellationToken)
    {
        var services = DoctorServices.Build(configuration);
        var found = await new CheckRun(services.GetServices<ISystemCheck>(), new Secrets(configuration), limit).RunAsync(cancellationToken);
        if (asJson)
        {
            JsonOutput.Write(found.Select(one => new { one.Check, one.Level, one.Finding, one.Advice }));
        }
        else
        {
            Write(found);
        }

        // What is disposed of waits for what still hangs; the program ends here anyway.
        return found.Any(one => one.IsFault) ? CommandLine.Failure : CommandLine.Success;
    }

    private static void Write(IReadOnlyList<Diagnosis> found)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var one in found)
        {
            var colour = one.Level switch { "ok" => Color.Green, "warning" => Color.Yellow, _ => Color.Red };
            grid.AddRow(new Text(one.Level, new Style(colour)), new Text(one.Check), new Text(TextOutput.Printable(one.Finding)));
            if (one.Advice is { } advice)
            {
                grid.AddRow(new Text(""), new Text(""), new Text(TextOutput.Printable(advice), new Style(decoration: Decoration.Dim)));
            }
        }

        AnsiConsole.Write(grid);
        var (faults, warnings) = (found.Count(one => one.IsFault), found.Count(one => one.Level == "warning"));
        Console.Out.WriteLine(faults + warnings == 0 ? "All is well." : $"{faults} fault(s), {warnings} warning(s).");
    }
}
