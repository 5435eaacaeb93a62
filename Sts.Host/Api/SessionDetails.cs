using Sts.Core.Storage.Entities;

namespace Sts.Host.Api;

/// <summary>A session as <c>GET /api/sessions/{id}</c> shows it, with what was said in it, in order.</summary>
internal sealed record SessionDetails(
    int Id, string User, bool Active, DateTimeOffset StartTime, DateTimeOffset? EndTime, string? EndReason, string? Summary,
    IReadOnlyList<TranscriptionResponse> Transcript)
{
    public static SessionDetails From(Session row, IReadOnlyList<Transcription> utterances) => new(
        row.Id, row.UserId, row.Active, row.StartTime, row.EndTime, row.EndReason, row.Summary, [.. utterances.Select(TranscriptionResponse.From)]);
}
