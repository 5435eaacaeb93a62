using Sts.Core.Storage.Entities;

namespace Sts.Host.Api;

/// <summary>A session as the API shows it.</summary>
internal sealed record SessionResponse(
    int Id, string User, bool Active, DateTimeOffset StartTime, DateTimeOffset? EndTime, string? EndReason, string? Summary)
{
    public static SessionResponse From(Session row) =>
        new(row.Id, row.UserId, row.Active, row.StartTime, row.EndTime, row.EndReason, row.Summary);
}
