using Sts.Core.Storage.Entities;

namespace Sts.Host.Api;

/// <summary>An action as the API shows it.</summary>
internal sealed record ActionResponse(
    string User, string OriginalText, string Reasoning, string? Categorization, string? RefinedPrompt, DateTimeOffset Timestamp,
    DateTimeOffset? SpokenAt, string? SpeechOutcome)
{
    public static ActionResponse From(ActionRecord row) => new(
        row.UserId, row.OriginalText, row.Reasoning, row.Categorization, row.RefinedPrompt, row.Timestamp, row.SpokenAt, row.SpeechOutcome);
}
