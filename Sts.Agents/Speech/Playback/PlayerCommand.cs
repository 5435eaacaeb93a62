using System.Text.RegularExpressions;

namespace Sts.Agents.Speech.Playback;

/// <summary>How a player is started.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Executable">Its path.</param>
/// <param name="Arguments">Its arguments. Where one holds <see cref="FilePlaceholder"/> the WAV is handed over as a file, else on standard input.</param>
internal sealed partial record PlayerCommand(string Name, string Executable, IReadOnlyList<string> Arguments)
{
    /// <summary>Stands for the WAV file's path.</summary>
    public const string FilePlaceholder = "{file}";

    /// <summary>Whether it wants a file.</summary>
    public bool TakesFile => Arguments.Any(argument => argument.Contains(FilePlaceholder, StringComparison.Ordinal));

    /// <summary>The arguments with the file's path in place. In single quotes, which is how PowerShell gets it, a quote is doubled.</summary>
    public IEnumerable<string> ArgumentsFor(string path) => Arguments.Select(argument => argument
        .Replace($"'{FilePlaceholder}'", $"'{path.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal)
        .Replace(FilePlaceholder, path, StringComparison.Ordinal));

    /// <summary>Splits a command line at spaces, except in single or double quotes. Backslashes mean themselves.</summary>
    /// <exception cref="FormatException">It is empty, or a quote is not closed.</exception>
    public static PlayerCommand Parse(string commandLine)
    {
        if (!string.IsNullOrWhiteSpace(Word().Replace(commandLine, "")))
            throw new FormatException("a quote is not closed");
        var words = Word().Matches(commandLine).Select(match => Quoted().Replace(match.Value, "$1$2")).ToArray();
        return words is [{ Length: > 0 } program, .. var arguments]
            ? new PlayerCommand(Path.GetFileNameWithoutExtension(program), program, arguments)
            : throw new FormatException("it names no program");
    }

    [GeneratedRegex("""(?:[^\s"']|"[^"]*"|'[^']*')+""")]
    private static partial Regex Word();

    [GeneratedRegex("""(?:"([^"]*)"|'([^']*)')""")]
    private static partial Regex Quoted();
}
