using Sts.Tests.Core.Schemas;

namespace Sts.Tests.Documentation;

/// <summary>A fenced block of a page that people read.</summary>
/// <param name="Page">The page's path in the repository.</param>
/// <param name="Line">The line of its first line of text, from 1.</param>
/// <param name="Language">What stands behind the opening fence, such as <c>sh</c>.</param>
/// <param name="Text">Its lines.</param>
/// <param name="NotRun">Why its commands are not run, as the page says in a comment before the block; null when they are.</param>
internal sealed record DocumentedBlock(string Page, int Line, string Language, IReadOnlyList<string> Text, string? NotRun)
{
    private const string Fence = "```";
    private const string NotRunComment = "<!-- not run: ";

    /// <summary>The pages of the repository: the README and what is in <c>docs/</c>.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>The blocks of a page, in order.</summary>
    public static IReadOnlyList<DocumentedBlock> Read(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        var blocks = new List<DocumentedBlock>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, i + 1, line => line.StartsWith(Fence, StringComparison.Ordinal));
                blocks.Add(new DocumentedBlock(page, i + 2, lines[i][Fence.Length..], lines[(i + 1)..end], ReasonIn(i == 0 ? "" : lines[i - 1])));
                i = end;
            }
        }

        return blocks;
    }

    private static string? ReasonIn(string line) =>
        line.StartsWith(NotRunComment, StringComparison.Ordinal) ? line[NotRunComment.Length..].Replace("-->", "", StringComparison.Ordinal).Trim() : null;
}
