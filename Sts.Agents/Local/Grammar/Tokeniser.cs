using System.Globalization;

namespace Sts.Agents.Local.Grammar;

/// <summary>Cuts an utterance into sentences of words, in lower case and with contractions spelled out.</summary>
internal sealed class Tokeniser(RuleGrammar grammar)
{
    /// <summary>How much of an utterance is looked at, in UTF-16 characters. What asks for something says so early.</summary>
    public const int MaxCharacters = 1000;

    private const int MaxWordLength = 40;

    /// <summary>Returns the sentences of the text that have words, each at most <see cref="TokenWindow.Capacity"/> words.</summary>
    public List<Token[]> Tokenise(string text)
    {
        var sentences = new List<Token[]>();
        var sentence = new List<Token>();
        var length = Math.Min(text.Length, MaxCharacters);
        for (var i = 0; i < length;)
        {
            if (IsWordCharacter(text[i]))
            {
                var start = i;
                while (i < length && (IsWordCharacter(text[i]) || IsInsideWord(text, i, length)))
                    i++;
                AddWord(sentence, text, start, i);
            }
            else
            {
                if (EndsSentence(text, i, length) || sentence.Count >= TokenWindow.Capacity - MaxWordsPerToken)
                    Close(sentences, sentence);
                i++;
            }
        }

        Close(sentences, sentence);
        return sentences;
    }

    private const int MaxWordsPerToken = 4;

    private void AddWord(List<Token> sentence, string text, int start, int end)
    {
        Span<char> word = stackalloc char[MaxWordLength];
        var length = 0;
        for (var i = start; i < end && length < MaxWordLength; i++)
            word[length++] = IsApostrophe(text[i]) ? '\'' : char.ToLowerInvariant(text[i]);

        word = word[..length];
        var number = grammar.Vocabulary.Find(word);
        if (number != Vocabulary.Unknown && grammar.Expansions.TryGetValue(number, out var words))
            Add(words);
        else if (Contraction(word) is (var stem, { } ending))
            Add([grammar.Vocabulary.Find(word[..stem]), grammar.Vocabulary.Find(ending)]);
        else
            sentence.Add(new Token(number, char.IsAsciiDigit(text[start]), start, end));

        void Add(ReadOnlySpan<int> parts)
        {
            foreach (var part in parts)
                sentence.Add(new Token(part, IsNumber: false, start, end));
        }
    }

    private static (int Stem, string? Ending) Contraction(ReadOnlySpan<char> word) => word switch
    {
        [.. var stem, 'n', '\'', 't'] => (stem.Length, "not"),
        [.. var stem, '\'', 'm'] => (stem.Length, "am"),
        [.. var stem, '\'', 'd'] => (stem.Length, "would"),
        [.. var stem, '\'', 'r', 'e'] => (stem.Length, "are"),
        [.. var stem, '\'', 'v', 'e'] => (stem.Length, "have"),
        [.. var stem, '\'', 'l', 'l'] => (stem.Length, "will"),
        _ => (0, null),
    };

    private static void Close(List<Token[]> sentences, List<Token> sentence)
    {
        if (sentence.Count > 0)
            sentences.Add([.. sentence]);
        sentence.Clear();
    }

    private static bool IsWordCharacter(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ';

    // In "don't", "7:30", "3.5" and "w-2" the mark is part of the word.
    private static bool IsInsideWord(string text, int i, int length)
    {
        if (i + 1 >= length || !IsWordCharacter(text[i + 1]))
            return false;
        return IsApostrophe(text[i]) || (text[i] is '.' or ':' or ',' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]));
    }

    // "p.m. today" goes on; "Stop. Now" does not.
    private static bool EndsSentence(string text, int i, int length) => text[i] switch
    {
        '?' or '!' or '。' or '？' or '！' or ';' => true,
        '.' => (i + 1 >= length || char.IsWhiteSpace(text[i + 1])) && (i < 2 || (text[i - 2] != '.' && !char.IsWhiteSpace(text[i - 2]))),
        _ => false,
    };
}
