using System.Text.Json;
using Sts.Agents;

namespace Sts.Benchmarks.Summaries;

/// <summary>A talk among several people, and what others have written as its summary.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Summaries">The reference summaries.</param>
/// <param name="Turns">Who said what.</param>
internal sealed record Dialogue(string Id, IReadOnlyList<string> Summaries, IReadOnlyList<Turn> Turns)
{
    private const int SecondsPerTurn = 5;
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    /// <summary>Reads a file of one JSON object a line.</summary>
    public static IReadOnlyList<Dialogue> Read(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Dialogue>(line, JsonSerializerOptions.Web)!)];

    /// <summary>The talk as a session.</summary>
    public SessionTranscript ToTranscript() => new(1, Id, [.. Turns
        .Where(turn => !string.IsNullOrWhiteSpace(turn.Text))
        .Select((turn, i) => new Utterance(string.IsNullOrWhiteSpace(turn.Speaker) ? "unknown" : turn.Speaker, turn.Text, Start.AddSeconds(i * SecondsPerTurn)))]);
}
