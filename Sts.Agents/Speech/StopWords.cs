using System.Text;

namespace Sts.Agents.Speech;

/// <summary>What people say to have silence.</summary>
internal static class StopWords
{
    private static readonly HashSet<string> Phrases =
    [
        "stop", "stop it", "stop talking", "please stop", "stop please", "quiet", "be quiet", "silence", "shut up", "hush", "enough",
        "that's enough", "thats enough", "never mind", "nevermind", "cancel",
    ];

    /// <summary>Whether a text is one of them, and nothing else.</summary>
    public static bool Include(string text)
    {
        var words = new StringBuilder();
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter) || letter is '\'')
                words.Append(char.ToLowerInvariant(letter));
            else if (words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
        }

        return Phrases.Contains(words.ToString().TrimEnd());
    }
}
