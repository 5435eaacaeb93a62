using System.Globalization;

namespace Sts.Agents.Llm;

/// <summary>Cuts what is to be summarised into parts that fit into one call.</summary>
internal static class TranscriptParts
{
    // What follows a cut loses its beginning, so an utterance is cut only if it can't be helped.
    private const int PieceShare = 2;

    /// <summary>Returns the utterances in order. One that is too long for a call is cut into pieces.</summary>
    public static IEnumerable<TranscriptData> Read(IEnumerable<Utterance> utterances, int maxTokens) => utterances.SelectMany(utterance =>
        TokenEstimate.Split(utterance.Text, maxTokens / PieceShare).Select(piece => new TranscriptData(
            UtteranceData.Cut(utterance.UserId, 100), utterance.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), piece)));

    /// <summary>Returns the items in order, in parts of no more tokens than the limit, each as full as it can be.</summary>
    public static List<List<TItem>> Split<TItem>(IEnumerable<TItem> items, Func<TItem, int> tokens, int maxTokens)
    {
        var parts = new List<List<TItem>> { new() };
        var size = 0;
        foreach (var item in items)
        {
            var next = tokens(item);
            if (size + next > maxTokens && parts[^1].Count > 0)
            {
                parts.Add([]);
                size = 0;
            }

            parts[^1].Add(item);
            size += next;
        }

        return parts;
    }
}
