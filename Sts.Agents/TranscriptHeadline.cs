using System.Globalization;

namespace Sts.Agents;

/// <summary>The first line of every summary: how much was said, and when.</summary>
internal static class TranscriptHeadline
{
    /// <summary>Describes utterances that are in order of time.</summary>
    public static string Of(IReadOnlyList<Utterance> utterances)
    {
        if (utterances.Count == 0)
            return "No utterances in this session.";

        var (first, last) = (utterances[0].Timestamp.UtcDateTime, utterances[^1].Timestamp.UtcDateTime);
        return utterances.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"1 utterance at {first:yyyy-MM-dd HH:mm:ss} UTC.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{utterances.Count} utterances in {Span(last - first)}, from {first:yyyy-MM-dd HH:mm:ss} to {last:yyyy-MM-dd HH:mm:ss} UTC.");
    }

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalSeconds} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min {span.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min"),
    };
}
