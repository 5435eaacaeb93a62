namespace Sts.Tests.Integration.Pipeline;

/// <summary>An action as the API shows it.</summary>
public sealed record StoredAction(
    string User, string OriginalText, string Reasoning, string? Categorization, string? RefinedPrompt, DateTimeOffset Timestamp,
    DateTimeOffset? SpokenAt, string? SpeechOutcome);
