using System.Text.RegularExpressions;

namespace Sts.Agents.Ordering;

/// <summary>
/// Whether an utterance might be about the session's end. Hardly any is, so that a model need not be asked about each one that the
/// grammar doesn't take for a goodbye.
/// </summary>
internal static partial class EndingHint
{
    private const int MostCharacters = 120;

    /// <summary>Whether the text is short and has a word of ending in it.</summary>
    public static bool IsIn(string text) => text.Length <= MostCharacters && Words().IsMatch(text);

    [GeneratedRegex(
        @"\b(all|bye|goodbye|good night|close|done|end|ended|enough|finish|finished|later|leave|listening|nothing (else|more)|over|quit|see you|session|sleep|stop|wrap)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
