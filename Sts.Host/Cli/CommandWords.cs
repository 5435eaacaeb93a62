using System.CommandLine;
using System.CommandLine.Parsing;
using Sts.Core.Configuration;

namespace Sts.Host.Cli;

/// <summary>Tells the words of a command from the settings among them.</summary>
internal static class CommandWords
{
    /// <summary>What looks like an option must be a setting, except after "--": a mistyped option must not be taken for a word.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="words">What the parser took for arguments.</param>
    /// <param name="advice">What the command knows, for the message.</param>
    /// <exception cref="StsConfigurationException">An option is neither known nor a setting.</exception>
    public static (string[] Words, string[] Settings) Divide(ParseResult parsed, string[] words, string advice)
    {
        var literal = parsed.Tokens.SkipWhile(token => token.Type is not TokenType.DoubleDash).Skip(1).Count();
        var options = words.SkipLast(literal).Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (options.FirstOrDefault(option => !option.Contains(':', StringComparison.Ordinal)) is { } unknown)
        {
            throw new StsConfigurationException($"'{unknown}' is no option of {advice}");
        }

        string[] rest = [.. words.SkipLast(literal).Where(word => !options.Contains(word)), .. words.TakeLast(literal)];
        return (rest, [.. parsed.UnmatchedTokens, .. options]);
    }
}
