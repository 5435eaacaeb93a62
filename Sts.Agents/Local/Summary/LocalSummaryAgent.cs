using System.Globalization;
using System.Text;

namespace Sts.Agents.Local.Summary;

/// <summary>Summarises by choosing the most central utterances: offline and deterministic.</summary>
internal sealed class LocalSummaryAgent : ISummaryAgent
{
    private const int FewestSentences = 3;
    private const int MostSentences = 10;
    private const int UtterancesPerSentence = 10;
    private const int MaxSentenceLength = 300;

    public Task<SessionSummary> SummariseAsync(SessionTranscript transcript, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var utterances = transcript.Utterances.OrderBy(utterance => utterance.Timestamp).ToList();
        return Task.FromResult(new SessionSummary(Summarise(utterances)));
    }

    private static string Summarise(List<Utterance> utterances)
    {
        var text = new StringBuilder(TranscriptHeadline.Of(utterances));
        var severalSpeak = utterances.Select(utterance => utterance.UserId).Distinct().Skip(1).Any();
        foreach (var utterance in Choose(utterances))
        {
            var speaker = severalSpeak ? $"{utterance.UserId}: " : "";
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{utterance.Timestamp.UtcDateTime:HH:mm:ss} {speaker}{Shorten(utterance.Text)}");
        }

        return text.ToString();
    }

    /// <summary>The utterances that stand for all, in their order.</summary>
    public static IEnumerable<Utterance> Choose(List<Utterance> utterances)
    {
        var count = Math.Clamp(utterances.Count / UtterancesPerSentence, FewestSentences, MostSentences);
        if (utterances.Count <= count)
            return utterances;

        var chosen = SentenceRanking.Choose(utterances.ConvertAll(utterance => utterance.Text), count);
        // Nothing but "yeah" and "okay": then the first ones have to do.
        return chosen.Count > 0 ? chosen.Select(i => utterances[i]) : utterances.Take(count);
    }

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= MaxSentenceLength)
            return line;
        var length = char.IsHighSurrogate(line[MaxSentenceLength - 1]) ? MaxSentenceLength - 1 : MaxSentenceLength;
        return string.Concat(line.AsSpan(0, length), "…");
    }
}
