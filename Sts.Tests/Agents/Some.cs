using Sts.Agents;

namespace Sts.Tests.Agents;

/// <summary>Values for tests that don't care which.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Moment = new(2025, 3, 1, 10, 0, 0, TimeSpan.Zero);

    public static Utterance Utterance(string text, int second = 0) => new("alice", text, Moment.AddSeconds(second));

    public static SessionTranscript Transcript(params IEnumerable<string> texts) =>
        new(7, "alice", [.. texts.Select((text, i) => Utterance(text, i * 10))]);
}
