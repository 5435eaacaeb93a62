using Sts.Core.Storage.Entities;

namespace Sts.Host.WebConsole.Sessions;

/// <summary>Something that was said in a session, by its user or by STS.</summary>
/// <param name="Time">When, by the clock of the speaker; of an answer, that of what it answers.</param>
/// <param name="Text">What was said.</param>
/// <param name="IsAnswer">Whether STS says it.</param>
/// <param name="Note">What became of an answer; null for what the user said.</param>
public sealed record Turn(DateTimeOffset Time, string Text, bool IsAnswer, string? Note = null)
{
    /// <summary>What was said in a session, in order, each answer after what it answers.</summary>
    internal static IReadOnlyList<Turn> Of(IEnumerable<Transcription> utterances, IEnumerable<ActionRecord> actions) =>
    [
        .. utterances.Select(utterance => new Turn(utterance.Timestamp, utterance.Text, IsAnswer: false))
            .Concat(actions.Select(action => new Turn(action.Timestamp, action.Reasoning, IsAnswer: true, NoteOf(action))))
            .OrderBy(turn => turn.Time).ThenBy(turn => turn.IsAnswer),
    ];

    private static string NoteOf(ActionRecord action) =>
        string.Join(" · ", new[] { action.Categorization, action.SpeechOutcome ?? "not spoken yet" }.Where(part => part is not null));
}
