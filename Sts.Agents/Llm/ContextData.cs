namespace Sts.Agents.Llm;

/// <summary>What of an utterance and of the session before it is sent to the model.</summary>
/// <param name="Utterance">What was said.</param>
/// <param name="SpokenAt">When.</param>
/// <param name="Earlier">What the same user said before in the session, oldest first.</param>
internal sealed record ContextData(string Utterance, DateTimeOffset SpokenAt, IReadOnlyList<ContextData.Turn> Earlier)
{
    public static async Task<ContextData> OfAsync(Utterance utterance, SessionContext context, int maxCharacters, CancellationToken cancellationToken)
    {
        var turns = await context.ReadAsync(cancellationToken);
        return new ContextData(
            UtteranceData.Cut(utterance.Text, maxCharacters),
            utterance.Timestamp,
            [.. turns.Select(turn => new Turn(turn.Utterance.Text, turn.Utterance.Timestamp, turn.Answer))]);
    }

    /// <summary>Something that was said before, and what the assistant answered; null when it did nothing.</summary>
    internal sealed record Turn(string Utterance, DateTimeOffset SpokenAt, string? Answer);
}
