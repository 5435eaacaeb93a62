using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sts.Core.Storage;

namespace Sts.Processors;

/// <summary>
/// Knows whether a user has a session. The database knows too, but lags behind what was requested a moment ago; so for a short while
/// after a request, the request counts.
/// </summary>
public sealed class UserSessions(ISessionStore store, IOptions<SessionOptions> options, TimeProvider time)
{
    private const int PruneAbove = 10_000;

    // Long enough for a request to take effect under load, and too short for its session to have timed out meanwhile.
    private readonly TimeSpan _trust = Min(TimeSpan.FromSeconds(30), options.Value.Timeout / 2);
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Asks whether the user has a session or gets one, and keeps it from timing out.</summary>
    public async Task<bool> IsActiveAsync(string user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var active = await store.TouchAsync(user, now, cancellationToken);
        var known = _known.GetValueOrDefault(user);
        if (known?.Request is not null && now - known.At <= _trust)
        {
            // The database may still show the session from before the request; only another one tells that it has caught up.
            var caughtUp = active is not null && active != known.Session && (known.Request is SessionRequest.Create || known.Session is not null);
            if (!caughtUp)
            {
                return known.Request is SessionRequest.Create;
            }
        }

        _known[user] = new Known(null, active, now);
        return active is not null;
    }

    /// <summary>Takes note that a session, or its end, was requested for the user.</summary>
    internal void Requested(string user, string request)
    {
        var now = time.GetUtcNow();
        var before = _known.GetValueOrDefault(user);
        // The end of a session that the database does not show yet is the end of one whose id is unknown.
        var session = before?.Request is SessionRequest.Create ? null : before?.Session;
        _known[user] = new Known(request, session, now);
        if (_known.Count > PruneAbove)
        {
            Prune(now);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void Prune(DateTimeOffset now)
    {
        foreach (var (user, known) in _known)
        {
            if (now - known.At > _trust)
            {
                _known.TryRemove(KeyValuePair.Create(user, known));
            }
        }
    }

    /// <param name="Request">What was requested last; null when the database was found to be right since.</param>
    /// <param name="Session">The active session that the database showed before the request, if any.</param>
    /// <param name="At">When, by our clock.</param>
    private sealed record Known(string? Request, int? Session, DateTimeOffset At);
}
