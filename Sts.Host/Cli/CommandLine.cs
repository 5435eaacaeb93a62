using System.CommandLine;
using System.Text.RegularExpressions;

namespace Sts.Host.Cli;

/// <summary>The commands of the program and what their exit codes mean.</summary>
internal static partial class CommandLine
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>Something did not happen; the output says what.</summary>
    public const int Failure = 1;

    /// <summary>A setting or an argument is wrong.</summary>
    public const int WrongUsage = 2;

    /// <summary>A schema breaks readers, or the registry refuses it.</summary>
    public const int Incompatible = 3;

    private const string Description = """
        STS, an always-on assistant backend on Kafka and Avro. Without a command it runs until Ctrl-C or SIGTERM.

        Any setting of appsettings.json may be given as --Section:Key=value. These win over environment variables
        (Section__Key=value), those over appsettings.json in the current folder, and that over the one that comes with STS.

        Examples (from a clone, each after: dotnet run --project Sts.Host --):
          demo                                          see the whole pipeline at work
          --Sessions:Timeout=00:01:00                   run, with a setting
          say --user alice "turn off the lights"        from a second terminal: say something, and wait for what comes of it
          publish --user alice "turn off the lights"    say it, and wait for nothing
          doctor                                        tell what is missing or wrong, and what to do about it
          dlq --help                                    what a command is for, with examples

        Exit codes: 0 all went well, 1 something did not happen, 2 a setting or an argument is wrong, 3 a schema breaks readers.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        Terminal.Prepare();

        var root = new RootCommand(Description) { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((parsed, _) => Guard.RunAsync(() => RunCommand.RunAsync([.. parsed.UnmatchedTokens])));
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(SayCommand.Create());
        root.Subcommands.Add(PublishCommand.Create());
        root.Subcommands.Add(ListenCommand.Create());
        root.Subcommands.Add(SessionsCommand.Create());
        root.Subcommands.Add(ProcessorsCommand.Create());
        root.Subcommands.Add(EvalCommand.Create());
        root.Subcommands.Add(DlqCommand.Create());
        root.Subcommands.Add(SchemasCommand.Create());
        root.Subcommands.Add(HealthCommand.Create());
        root.Subcommands.Add(DoctorCommand.Create());
        root.Subcommands.Add(CompletionCommand.Create());
        root.Subcommands.Add(ForgetCommand.Create());

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.CommandResult.Command == root)
        {
            ShortenDescriptions(root);
        }

        // The host has its own way to end on Ctrl-C and SIGTERM: it drains first.
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count == 0 ? exitCode : WrongUsage;
    }

    // The list of all commands says of each what it is for; its own help tells the rest.
    private static void ShortenDescriptions(RootCommand root)
    {
        foreach (var command in root.Subcommands)
        {
            command.Description = FirstSentence().Match(command.Description!).Value.ReplaceLineEndings(" ");
        }
    }

    [GeneratedRegex(@"^.+?\.(?=\s|$)", RegexOptions.Singleline)]
    private static partial Regex FirstSentence();
}
