using System.Linq.Expressions;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

/// <summary>When an aggregation that was requested and did not come must be requested again: after 30 s, doubling up to 30 min.</summary>
internal static class AggregationBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>True for sessions that are due at <paramref name="now"/>; translatable to SQL.</summary>
    public static Expression<Func<Session, bool>> IsDue(DateTimeOffset now)
    {
        DateTimeOffset after1 = Cutoff(1), after2 = Cutoff(2), after3 = Cutoff(3), after4 = Cutoff(4), after5 = Cutoff(5), after6 = Cutoff(6);
        var afterMore = now - Longest;
        return s => s.AggregationRequestedAt == null || s.AggregationRequestedAt <= (
            s.AggregationAttempts <= 1 ? after1
            : s.AggregationAttempts == 2 ? after2
            : s.AggregationAttempts == 3 ? after3
            : s.AggregationAttempts == 4 ? after4
            : s.AggregationAttempts == 5 ? after5
            : s.AggregationAttempts == 6 ? after6
            : afterMore);

        DateTimeOffset Cutoff(int attempts) => now - (First * Math.Pow(2, attempts - 1));
    }
}
