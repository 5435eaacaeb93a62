using System.CommandLine;
using Microsoft.Extensions.Options;
using Spectre.Console;
using Sts.Core.Configuration;
using Sts.Core.Storage;

namespace Sts.Host.Cli;

/// <summary>The commands of the program and what their exit codes mean.</summary>
internal static class CommandLine
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>Something did not happen; the output says what.</summary>
    public const int Failure = 1;

    /// <summary>A setting or an argument is wrong.</summary>
    public const int WrongUsage = 2;

    private static readonly IAnsiConsole Errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "STS, an always-on assistant backend on Kafka and Avro. Without a command it runs until Ctrl-C or SIGTERM. "
            + "Any setting of appsettings.json may be given as --Section:Key=value.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, _) => GuardAsync(() => RunCommand.RunAsync([.. parsed.UnmatchedTokens])));
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(PublishCommand.Create());
        root.Subcommands.Add(SchemasCommand.Create());

        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        // The host has its own way to end on Ctrl-C and SIGTERM: it drains first.
        return await root.Parse(args, parser).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>Runs a command and says what is wrong, without a stack trace, when the user can mend it.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (OptionsValidationException exception)
        {
            return Refuse(string.Join(Environment.NewLine, exception.Failures));
        }
        catch (Exception exception) when (exception is StsConfigurationException or DatabaseInitializationException)
        {
            return Refuse(exception.Message);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Refuse($"{exception.Message} Is STS running already? Else choose other ports with Http:Port and SchemaRegistry:Embedded:Port; 0 is any free one.");
        }
    }

    /// <summary>Says on standard error what is wrong.</summary>
    public static int Refuse(string message)
    {
        Errors.MarkupLineInterpolated($"[red]{message}[/]");
        return WrongUsage;
    }
}
