using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Sts.Core.Storage;

/// <summary>Who was erased, and when. Few are, so all are kept in memory, and read again every few seconds, because other hosts erase too.</summary>
internal sealed class ErasedUsers(IDbContextFactory<StsDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile Snapshot? _latest;
    private int _erasures;

    /// <summary>Whether what a user said at a time has been erased since.</summary>
    public async ValueTask<bool> CoverAsync(string userId, DateTimeOffset said, CancellationToken cancellationToken)
    {
        var latest = _latest is { } known && time.GetElapsedTime(known.ReadAt) < Freshness ? known : await ReadAsync(cancellationToken);
        return latest.Users.Count > 0 && latest.Users.TryGetValue(HashOf(userId), out var erasedAt) && said <= erasedAt;
    }

    /// <summary>Takes note that a user is erased now.</summary>
    public async Task AddAsync(StsDbContext database, string userId, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(userId), time.GetUtcNow().ToStoredUtc());
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO erased_users (user_hash, erased_at) VALUES ({hash}, {now})
            ON CONFLICT (user_hash) DO UPDATE SET erased_at = excluded.erased_at
            """,
            cancellationToken);
        lock (_gate)
        {
            _erasures++;
            _latest = null;
        }
    }

    private async Task<Snapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var (readAt, erasures) = (time.GetTimestamp(), Volatile.Read(ref _erasures));
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var users = await database.ErasedUsers.AsNoTracking().ToListAsync(cancellationToken);
        var snapshot = new Snapshot(users.ToFrozenDictionary(user => user.UserHash, user => user.ErasedAt), readAt);
        lock (_gate)
        {
            // What was read while somebody was being erased may be without them, and is not kept.
            if (erasures == _erasures)
            {
                _latest = snapshot;
            }
        }

        return snapshot;
    }

    private static string HashOf(string userId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(userId)));

    private sealed record Snapshot(FrozenDictionary<string, DateTimeOffset> Users, long ReadAt);
}
