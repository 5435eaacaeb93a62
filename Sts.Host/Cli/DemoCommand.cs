using System.CommandLine;
using Sts.Host.Demo;

namespace Sts.Host.Cli;

/// <summary><c>demo</c>: a short conversation of two users through the whole pipeline, on embedded parts.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Shows the whole pipeline at work on embedded parts, in under 30 s, and checks the outcome in the database.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(() => DemoRun.RunAsync([.. parsed.UnmatchedTokens], cancellationToken)));
        return command;
    }
}
