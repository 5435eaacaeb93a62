namespace Sts.Agents.Llm;

/// <summary>What of an utterance is sent to the model. Who said it is not: the decision doesn't depend on it.</summary>
/// <param name="Utterance">What was said.</param>
/// <param name="SpokenAt">When.</param>
internal sealed record UtteranceData(string Utterance, DateTimeOffset SpokenAt)
{
    public static UtteranceData Of(Utterance utterance, int maxCharacters) => new(Cut(utterance.Text, maxCharacters), utterance.Timestamp);

    /// <summary>Cuts a text without splitting a surrogate pair.</summary>
    public static string Cut(string text, int maxCharacters)
    {
        if (text.Length <= maxCharacters)
            return text;
        return text[..(char.IsHighSurrogate(text[maxCharacters - 1]) ? maxCharacters - 1 : maxCharacters)];
    }
}
