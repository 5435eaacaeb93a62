using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

internal sealed class Erasure(IDbContextFactory<StsDbContext> contexts, ErasedUsers erased) : IErasure
{
    private const int BatchSize = 1_000;

    public async Task<ErasedRows> CountAsync(string userId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return new ErasedRows(
            await database.Transcriptions.CountAsync(row => row.UserId == userId, cancellationToken),
            await database.Actions.CountAsync(row => row.UserId == userId, cancellationToken),
            await database.Sessions.CountAsync(row => row.UserId == userId, cancellationToken));
    }

    public async Task<ErasedRows> EraseUserAsync(string userId, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        // Before anything is gone, so that nothing comes back meanwhile.
        await erased.AddAsync(database, userId, cancellationToken);
        // Sessions last: a summary is made of what was said, so none can be made anew of what is gone.
        return new ErasedRows(
            await EraseUtterancesAsync(database, row => row.UserId == userId, cancellationToken),
            await EraseActionsAsync(database, row => row.UserId == userId, cancellationToken),
            await EraseSessionsAsync(database, row => row.UserId == userId, cancellationToken));
    }

    public ValueTask<bool> IsErasedAsync(string userId, DateTimeOffset said, CancellationToken cancellationToken) => erased.CoverAsync(userId, said, cancellationToken);

    public async Task<ErasedRows> EraseBeforeAsync(DateTimeOffset? utterances, DateTimeOffset? sessions, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return new ErasedRows(
            utterances is { } said ? await EraseUtterancesAsync(database, row => row.Timestamp < said, cancellationToken) : 0,
            utterances is { } decided ? await EraseActionsAsync(database, row => row.Timestamp < decided, cancellationToken) : 0,
            sessions is { } ended ? await EraseSessionsAsync(database, row => !row.Active && row.EndTime < ended, cancellationToken) : 0);
    }

    private static Task<int> EraseUtterancesAsync(StsDbContext database, Expression<Func<Transcription, bool>> which, CancellationToken cancellationToken) =>
        RepeatAsync(() => database.Transcriptions
            .Where(row => database.Transcriptions.Where(which).OrderBy(due => due.Id).Select(due => due.Id).Take(BatchSize).Contains(row.Id))
            .ExecuteDeleteAsync(cancellationToken));

    private static Task<int> EraseActionsAsync(StsDbContext database, Expression<Func<ActionRecord, bool>> which, CancellationToken cancellationToken) =>
        RepeatAsync(() => database.Actions
            .Where(row => database.Actions.Where(which).OrderBy(due => due.Id).Select(due => due.Id).Take(BatchSize).Contains(row.Id))
            .ExecuteDeleteAsync(cancellationToken));

    private static Task<int> EraseSessionsAsync(StsDbContext database, Expression<Func<Session, bool>> which, CancellationToken cancellationToken) =>
        RepeatAsync(() => database.Sessions
            .Where(row => database.Sessions.Where(which).OrderBy(due => due.Id).Select(due => due.Id).Take(BatchSize).Contains(row.Id))
            .ExecuteDeleteAsync(cancellationToken));

    private static async Task<int> RepeatAsync(Func<Task<int>> eraseBatch)
    {
        var total = 0;
        for (int erased; (erased = await eraseBatch()) > 0;)
        {
            total += erased;
        }

        return total;
    }
}
