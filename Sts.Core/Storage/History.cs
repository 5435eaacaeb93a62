using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

internal sealed class History(IDbContextFactory<StsDbContext> contexts) : IHistory
{
    public async Task<IReadOnlyList<Transcription>> TranscriptionsAsync(string? user, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var found = database.Transcriptions.AsNoTracking();
        if (user is not null)
            found = found.Where(t => t.UserId == user);
        return await found.OrderByDescending(t => t.Timestamp).ThenByDescending(t => t.Id)
            .Take(Bounded(limit)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Session>> SessionsAsync(string? user, bool? active, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await NewestAsync(Sessions(database, user, active), limit, cancellationToken);
    }

    [SuppressMessage("Globalization", "CA1304:Specify CultureInfo", Justification = "The database changes the case.")]
    [SuppressMessage("Globalization", "CA1311:Specify a culture or use an invariant version", Justification = "The database changes the case.")]
    [SuppressMessage("Performance", "CA1862:Use the 'StringComparison' method overloads", Justification = "It can't be translated to SQL.")]
    public async Task<IReadOnlyList<Session>> SearchSessionsAsync(
        string search, string? user, bool? active, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Sessions(database, user, active).Where(s =>
            s.UserId.ToLower().Contains(search.ToLower())
            || s.Summary!.ToLower().Contains(search.ToLower())
            || database.Transcriptions.Any(t => t.UserId == s.UserId && t.Timestamp >= s.StartTime
                && (s.EndTime == null || t.Timestamp <= s.EndTime) && t.Text.ToLower().Contains(search.ToLower())));
        return await NewestAsync(found, limit, cancellationToken);
    }

    public async Task<Session?> SessionAsync(int id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<ActionRecord>> ActionsAsync(string? user, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var found = database.Actions.AsNoTracking();
        if (user is not null)
            found = found.Where(a => a.UserId == user);
        return await found.OrderByDescending(a => a.Timestamp).ThenByDescending(a => a.Id)
            .Take(Bounded(limit)).ToListAsync(cancellationToken);
    }

    private static IQueryable<Session> Sessions(StsDbContext database, string? user, bool? active)
    {
        var found = database.Sessions.AsNoTracking();
        if (user is not null)
            found = found.Where(s => s.UserId == user);
        return active is null ? found : found.Where(s => s.Active == active);
    }

    private static async Task<IReadOnlyList<Session>> NewestAsync(IQueryable<Session> found, int limit, CancellationToken cancellationToken) =>
        await found.OrderByDescending(s => s.StartTime).ThenByDescending(s => s.Id).Take(Bounded(limit)).ToListAsync(cancellationToken);

    private static int Bounded(int limit) => Math.Clamp(limit, 1, IHistory.MaxLimit);
}
