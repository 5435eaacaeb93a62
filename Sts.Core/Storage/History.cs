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
        var found = database.Sessions.AsNoTracking();
        if (user is not null)
            found = found.Where(s => s.UserId == user);
        if (active is not null)
            found = found.Where(s => s.Active == active);
        return await found.OrderByDescending(s => s.StartTime).ThenByDescending(s => s.Id)
            .Take(Bounded(limit)).ToListAsync(cancellationToken);
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

    private static int Bounded(int limit) => Math.Clamp(limit, 1, IHistory.MaxLimit);
}
