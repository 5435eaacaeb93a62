namespace Sts.Agents.Llm;

/// <summary>Cuts a session into parts that fit into one call.</summary>
internal static class TranscriptParts
{
    /// <summary>Returns the utterances in order, in as few parts as it takes for each to stay within the limit.</summary>
    public static IReadOnlyList<IReadOnlyList<UtteranceData>> Split(IEnumerable<Utterance> utterances, int maxCharacters)
    {
        var parts = new List<List<UtteranceData>> { new() };
        var size = 0;
        foreach (var utterance in utterances.Select(utterance => UtteranceData.Of(utterance, maxCharacters)))
        {
            if (size + utterance.Utterance.Length > maxCharacters)
            {
                parts.Add([]);
                size = 0;
            }

            parts[^1].Add(utterance);
            size += utterance.Utterance.Length;
        }

        return parts;
    }
}
