namespace Sts.Agents;

/// <summary>What was said in a session.</summary>
/// <param name="SessionId">The session's number.</param>
/// <param name="UserId">Whose session it is.</param>
/// <param name="Utterances">Everything said in it; may be empty and in any order.</param>
public sealed record SessionTranscript(int SessionId, string UserId, IReadOnlyList<Utterance> Utterances);
