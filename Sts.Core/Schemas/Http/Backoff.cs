namespace Sts.Core.Schemas.Http;

/// <summary>
/// Keeps a question that failed from being asked again at once, and lets one at a time through when it is time to try. Its waits double
/// from <paramref name="first"/> to <paramref name="longest"/>, each between half and whole.
/// </summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private readonly Lock _lock = new();
    private SchemaRegistryException? _failure;
    private long _failedAt;
    private TimeSpan _wait;
    private int _failures;
    private bool _isTrying;

    /// <summary>Whether the question may be asked; whoever may must say afterwards what came of it.</summary>
    /// <exception cref="SchemaRegistryException">It may not: this is why, as it was the last time.</exception>
    public void Enter()
    {
        lock (_lock)
        {
            if (_failure is null)
                return;

            if (_isTrying || time.GetElapsedTime(_failedAt) < _wait)
                throw _failure.Again();

            _isTrying = true;
        }
    }

    /// <summary>The question was answered.</summary>
    public void Succeed()
    {
        lock (_lock)
            (_failure, _failures, _isTrying) = (null, 0, false);
    }

    /// <summary>The question failed, and would fail again.</summary>
    public void Fail(SchemaRegistryException failure)
    {
        lock (_lock)
        {
            // Questions that were under way together have failed together; that counts once.
            if (_failure is not null && !_isTrying)
                return;

            var longestNow = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, _failures++));
            _wait = TimeSpan.FromMilliseconds(longestNow * (0.5 + (Random.Shared.NextDouble() / 2)));
            (_failure, _failedAt, _isTrying) = (failure, time.GetTimestamp(), false);
        }
    }

    /// <summary>Nothing came of the question: whoever asked it has given up.</summary>
    public void GiveUp()
    {
        lock (_lock)
            _isTrying = false;
    }
}
