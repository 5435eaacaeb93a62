namespace Sts.Agents.Speech;

/// <summary>Whose answer is being spoken: for file names and logs.</summary>
/// <param name="UserId">The user who is answered; any characters.</param>
/// <param name="Timestamp">When the user spoke.</param>
/// <param name="Id">Tells answers of one user and instant apart, such as the action's row id or its offset.</param>
public sealed record SpeechLabel(string UserId, DateTimeOffset Timestamp, long Id);
