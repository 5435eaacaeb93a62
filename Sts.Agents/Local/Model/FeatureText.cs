namespace Sts.Agents.Local.Model;

/// <summary>
/// An utterance as the classifier sees it: words in lower case, digits as zeros, and nothing between them. Services for speech to text
/// differ in their punctuation, so it must not count.
/// </summary>
internal readonly ref struct FeatureText
{
    /// <summary>How many words are looked at.</summary>
    public const int MaxWords = 60;

    /// <summary>How many characters are needed to hold that of a text which is looked at.</summary>
    public const int MaxCharacters = 1000;

    private readonly ReadOnlySpan<char> _characters;
    private readonly ReadOnlySpan<int> _ends;

    private FeatureText(ReadOnlySpan<char> characters, ReadOnlySpan<int> ends)
    {
        _characters = characters;
        _ends = ends;
    }

    /// <summary>How many words there are.</summary>
    public int Count => _ends.Length;

    /// <summary>A word; never empty.</summary>
    public ReadOnlySpan<char> this[int word] => _characters[(word == 0 ? 0 : _ends[word - 1]).._ends[word]];

    /// <summary>A word and the next one, with nothing between them.</summary>
    public ReadOnlySpan<char> Pair(int word) => _characters[(word == 0 ? 0 : _ends[word - 1]).._ends[word + 1]];

    /// <summary>Reads the beginning of a text.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="characters">Room for the words, <see cref="MaxCharacters"/> long.</param>
    /// <param name="ends">Room for where they end, <see cref="MaxWords"/> long.</param>
    public static FeatureText Read(ReadOnlySpan<char> text, Span<char> characters, Span<int> ends)
    {
        var (length, words, start) = (0, 0, 0);
        foreach (var raw in text[..Math.Min(text.Length, MaxCharacters)])
        {
            var character = raw is '’' or 'ʼ' ? '\'' : char.ToLowerInvariant(raw);
            if (char.IsLetterOrDigit(character) || (character == '\'' && length > start))
            {
                characters[length++] = char.IsDigit(character) ? '0' : character;
                continue;
            }

            Close(characters, ends);
            if (words == MaxWords)
                break;
        }

        if (words < MaxWords)
            Close(characters, ends);
        return new FeatureText(characters[..length], ends[..words]);

        void Close(Span<char> characters, Span<int> ends)
        {
            while (length > start && characters[length - 1] == '\'')
                length--;
            if (length > start)
                ends[words++] = start = length;
        }
    }
}
