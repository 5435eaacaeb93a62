using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sts.Agents.Speech;

/// <summary>Text made fit to be spoken.</summary>
/// <param name="Text">Valid Unicode without control characters, except single line breaks; may be empty.</param>
/// <param name="Cut">Whether something was left out at the end.</param>
internal sealed partial record SpokenText(string Text, bool Cut)
{
    /// <summary>
    /// Cleans <paramref name="text"/> and cuts it to <paramref name="maxLength"/>: after a sentence if one ends in the second half, else
    /// after a word, else between characters. Reads no more of it than it needs.
    /// </summary>
    public static SpokenText From(string text, int maxLength)
    {
        var clean = Clean(text, maxLength);
        return clean.Length <= maxLength ? new(clean, Cut: false) : new(clean[..CutAt(clean, maxLength)].TrimEnd(), Cut: true);
    }

    /// <summary>The sentences, in order. Nothing is lost but the space between them.</summary>
    public IReadOnlyList<string> Sentences()
    {
        var sentences = new List<string>();
        var start = 0;
        foreach (var match in SentenceEnd().EnumerateMatches(Text))
        {
            Add(match.Index + match.Length);
        }

        Add(Text.Length);
        return sentences;

        void Add(int end)
        {
            if (Text[start..end].Trim() is { Length: > 0 } sentence)
                sentences.Add(sentence);
            start = end;
        }
    }

    private static string Clean(string text, int maxLength)
    {
        var clean = new StringBuilder();
        var gap = "";
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control)
            {
                gap = rune.Value == '\n' || gap == "\n" ? "\n" : " ";
            }
            else if (rune != Rune.ReplacementChar) // Also what stands for half a surrogate pair.
            {
                clean.Append(clean.Length == 0 ? "" : gap).Append(rune);
                gap = "";
                if (clean.Length > maxLength + 1)
                    break;
            }
        }

        return clean.ToString();
    }

    private static int CutAt(string clean, int maxLength)
    {
        var sentence = 0;
        foreach (var match in SentenceEnd().EnumerateMatches(clean))
        {
            if (match.Index + match.Length <= maxLength)
                sentence = match.Index + match.Length;
        }

        if (sentence >= maxLength / 2)
            return sentence;
        if (clean.LastIndexOf(' ', maxLength) is var word && word >= maxLength / 2)
            return word;
        return char.IsLowSurrogate(clean[maxLength]) ? maxLength - 1 : maxLength;
    }

    // A stop after a title, an initial or "e.g." ends no sentence.
    [GeneratedRegex("""(?<!\b(?:Mr|Mrs|Ms|Dr|Prof|St|[A-Z]|e\.g|i\.e|etc|vs|approx))[.]["'”’)\]]*(?=\s)|[!?…]["'”’)\]]*(?=\s)|[。！？]|\n""")]
    private static partial Regex SentenceEnd();
}
