namespace Sts.Agents;

/// <summary>Something the user said earlier in the session.</summary>
/// <param name="Utterance">What was said, and when.</param>
/// <param name="Answer">What the user was answered, whichever provider decided; null when nothing was done about it.</param>
public sealed record ContextTurn(Utterance Utterance, string? Answer = null);
