using System.Text.RegularExpressions;

namespace Sts.Tests.Documentation;

/// <summary>A command of a page, with all its lines.</summary>
/// <param name="Page">The page.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Text">As the page shows it.</param>
internal sealed partial record DocumentedCommand(string Page, int Line, string Text)
{
    // What has been left out can't be run, and settings by themselves are no command.
    private const string Left = "…";
    private const string SettingPrefix = "--";

    /// <summary>Whether it starts a host.</summary>
    public bool StartsHost => HostStart().IsMatch(Text);

    /// <summary>Whether it speaks to a host.</summary>
    public bool AsksHost => Text.Contains("127.0.0.1:808", StringComparison.Ordinal) || HostCommand().IsMatch(Text);

    /// <summary>Whether it looks at dead letters.</summary>
    public bool WantsDeadLetters => Text.Contains("-- dlq ", StringComparison.Ordinal);

    private bool IsWhole =>
        Text.Length > 0 && Text[0] != '#' && !Text.Contains(Left, StringComparison.Ordinal) && !Text.StartsWith(SettingPrefix, StringComparison.Ordinal);

    /// <summary>The commands of a block. A line that ends with a backslash is one command with the next.</summary>
    public static IEnumerable<DocumentedCommand> In(DocumentedBlock block)
    {
        var lines = new List<string>();
        for (var i = 0; i < block.Text.Count; i++)
        {
            lines.Add(block.Text[i]);
            if (!block.Text[i].EndsWith('\\'))
            {
                var command = new DocumentedCommand(block.Page, block.Line + i + 1 - lines.Count, string.Join('\n', lines));
                lines.Clear();
                if (command.IsWhole)
                {
                    yield return command;
                }
            }
        }
    }

    [GeneratedRegex("^dotnet run --project Sts.Host( -- --[A-Z]| *(#.*)?$)")]
    private static partial Regex HostStart();

    [GeneratedRegex("dotnet run --project Sts.Host -- (?!demo|eval|schemas generate|schemas check .*--against|completion)[a-z]")]
    private static partial Regex HostCommand();
}
