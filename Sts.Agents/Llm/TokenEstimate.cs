namespace Sts.Agents.Llm;

/// <summary>
/// How many tokens a text takes, without the model's own tokeniser: one for three ASCII characters, and one for each other character.
/// English takes one for about four, so this errs on the safe side.
/// </summary>
internal static class TokenEstimate
{
    private const int PerAscii = 1;
    private const int PerOther = 3;
    private const int PerToken = 3;

    public static int Of(string text) => (text.Sum(Weight) + PerToken - 1) / PerToken;

    /// <summary>Cuts a text into pieces of at most so many tokens, without splitting a surrogate pair.</summary>
    public static IEnumerable<string> Split(string text, int maxTokens)
    {
        var (start, weight) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length;
            var next = isPair ? 2 * PerOther : Weight(text[i]);
            if (weight + next > maxTokens * PerToken && i > start)
            {
                yield return text[start..i];
                (start, weight) = (i, 0);
            }

            weight += next;
            i += isPair ? 1 : 0;
        }

        yield return text[start..];
    }

    private static int Weight(char character) => char.IsAscii(character) ? PerAscii : PerOther;
}
