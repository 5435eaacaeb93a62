using Sts.Core.Configuration;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary>Somebody and what they say.</summary>
internal sealed record SpokenLine(string User, string Text)
{
    /// <summary>Why no host would take it, or null.</summary>
    public string? Problem => new TranscriptionRequest(User, Text, Timestamp: null).Problem();
}

/// <summary>Reads lines of <c>user TAB text</c>. All of them are checked before the first one is used.</summary>
internal static class TalkFile
{
    private const string StandardInput = "-";

    /// <param name="path">The file; <c>-</c> is standard input.</param>
    /// <param name="defaultUser">Who says a line that names nobody.</param>
    /// <exception cref="StsConfigurationException">The file can't be read, or a line names nobody and there is no default.</exception>
    public static IReadOnlyList<SpokenLine> Read(string path, string? defaultUser)
    {
        if (path != StandardInput && !File.Exists(path))
        {
            throw new StsConfigurationException($"There is no file '{path}'.");
        }

        using var reader = path == StandardInput ? Console.In : new StreamReader(path);
        var lines = new List<SpokenLine>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(Parse(line, number, path, defaultUser));
            }
        }

        return lines.Count > 0 ? lines : throw new StsConfigurationException($"'{path}' holds no line.");
    }

    private static SpokenLine Parse(string line, int number, string path, string? defaultUser)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var user = tab < 0 ? defaultUser : line[..tab];
        var text = line[(tab + 1)..];
        if (string.IsNullOrWhiteSpace(user) || string.IsNullOrWhiteSpace(text))
        {
            throw new StsConfigurationException(
                $"Line {number} of '{path}' is not 'user TAB text'. Correct it, or give --user for lines that name nobody. Nothing was published.");
        }

        var spoken = new SpokenLine(user, text);
        return spoken.Problem is { } problem
            ? throw new StsConfigurationException($"Line {number} of '{path}' can't be published: {problem} Nothing was published.")
            : spoken;
    }
}
