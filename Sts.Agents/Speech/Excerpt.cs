using System.Text.RegularExpressions;

namespace Sts.Agents.Speech;

/// <summary>Makes what another program said fit for one line of a message.</summary>
internal static partial class Excerpt
{
    private const int MaxLength = 200;

    /// <summary>The beginning of <paramref name="text"/> without line breaks and control characters.</summary>
    public static string Of(string text)
    {
        var line = Unprintable().Replace(text.Length > 2 * MaxLength ? text[..(2 * MaxLength)] : text, " ").Trim();
        return line.Length <= MaxLength ? line : line[..MaxLength].TrimEnd() + "…";
    }

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Unprintable();
}
