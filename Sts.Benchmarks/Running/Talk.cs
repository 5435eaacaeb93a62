using System.Globalization;
using Sts.Core.Messages;

namespace Sts.Benchmarks.Running;

/// <summary>What people say in the benchmarks: about 150 bytes a message with key and framing.</summary>
internal static class Talk
{
    private const int ManyUsers = 10_000;
    private const string Text = "I was thinking that we could meet at the station at about seven and walk from there, number ";

    /// <summary>Utterances of 10,000 users in an order without a pattern, and the same at every call.</summary>
    public static IEnumerable<TranscriptionSegment> OfManyUsers(int messages)
    {
        var random = new Random(messages);
        return Create(messages, _ => random.Next(ManyUsers));
    }

    /// <summary>Utterances of some users who speak one after the other; the text ends with the number of the utterance.</summary>
    public static IEnumerable<TranscriptionSegment> InTurn(int messages, int users) => Create(messages, i => i % users);

    private static IEnumerable<TranscriptionSegment> Create(int messages, Func<int, int> user)
    {
        var timestamp = EventTime.Format(TimeProvider.System.GetUtcNow());
        for (var i = 0; i < messages; i++)
        {
            yield return new TranscriptionSegment(timestamp, Text + i.ToString(CultureInfo.InvariantCulture), $"user-{user(i):D5}");
        }
    }
}
