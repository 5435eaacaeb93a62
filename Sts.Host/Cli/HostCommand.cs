using System.CommandLine;
using Sts.Core.Configuration;
using Sts.Host.Hosting;

namespace Sts.Host.Cli;

/// <summary>A command that asks the running host.</summary>
internal static class HostCommand
{
    /// <summary>Makes a command of what it does with its words.</summary>
    /// <param name="command">The command, with its options.</param>
    /// <param name="arguments">The argument that takes all words.</param>
    /// <param name="advice">The command and its options, for the message about an unknown one.</param>
    /// <param name="check">What must hold before the host is asked; it throws <see cref="StsConfigurationException"/>.</param>
    /// <param name="run">Does it, and returns the exit code.</param>
    public static Command Define(
        Command command, Argument<string[]> arguments, string advice, Action<ParseResult, string[]> check,
        Func<ParseResult, string[], HostClient, CancellationToken, Task<int>> run)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var (words, settings) = CommandWords.Divide(parsed, parsed.GetValue(arguments) ?? [], advice);
            check(parsed, words);
            using var host = HostClient.Of(StsApplication.ReadConfiguration(settings));
            return await run(parsed, words, host, cancellationToken);
        }));
        return command;
    }

    /// <summary>The argument of a command that takes words, and the settings among them.</summary>
    public static Argument<string[]> Words(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };

    /// <summary>The argument of a command that takes no words, only settings.</summary>
    public static Argument<string[]> NoWords() => new("settings") { Description = "Settings.", Arity = ArgumentArity.ZeroOrMore, Hidden = true };

    /// <exception cref="StsConfigurationException">There is a word.</exception>
    public static void RefuseWords(string[] words, string advice)
    {
        if (words.Length > 0)
        {
            throw new StsConfigurationException($"'{words[0]}' is no option of {advice}");
        }
    }
}
