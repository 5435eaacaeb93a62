using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>
/// How much this host may still ask of the endpoint: calls and tokens within the last minute, and the time for which the server wants to be
/// left alone. What is beyond is refused at once, as a person waits for the answer.
/// </summary>
internal sealed class EndpointBudget(IOptions<AgentsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A server that names a day may have meant it, and is asked again after an hour anyway.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // A timer may fire some milliseconds before the clock says so.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly SpentInTime _calls = new(Minute);
    private readonly SpentInTime _tokens = new(Minute);
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;

    private OpenAIOptions Limits => options.Value.OpenAI;

    /// <summary>Takes a request from the budget.</summary>
    /// <exception cref="EndpointException">There is none left, or the server asked to be left alone.</exception>
    public void TakeCall()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_pausedUntil - now > Tolerance)
                throw new EndpointException("retry_after", "The endpoint asked to be left alone for a while (Retry-After). It is, until then.");
            if (_calls.Sum(now) >= Limits.CallsPerMinute)
                throw new EndpointException("budget", $"The {Limits.CallsPerMinute} calls of this minute are used up. Raise Agents:OpenAI:CallsPerMinute if the provider allows more.");
            if (Limits.CallsPerMinute is not null)
                _calls.Add(now, 1);
        }
    }

    /// <summary>Takes tokens from the budget before they are sent.</summary>
    /// <exception cref="EndpointException">There are not enough left.</exception>
    public void TakeTokens(int count)
    {
        if (Limits.TokensPerMinute is not { } limit)
            return;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_tokens.Sum(now) + count > limit)
                throw new EndpointException("budget", $"The {limit} tokens of this minute are used up. Raise Agents:OpenAI:TokensPerMinute if the provider allows more.");
            _tokens.Add(now, count);
        }
    }

    /// <summary>Counts what a call took beyond what was taken for it before, or gives the difference back.</summary>
    public void Correct(int difference)
    {
        if (Limits.TokensPerMinute is null)
            return;
        lock (_lock)
            _tokens.Add(time.GetUtcNow(), difference);
    }

    /// <summary>Refuses calls for a while, as the server asked for.</summary>
    public void PauseFor(TimeSpan wait)
    {
        lock (_lock)
        {
            var until = time.GetUtcNow() + (wait < LongestPause ? wait : LongestPause);
            if (until > _pausedUntil)
                _pausedUntil = until;
        }
    }
}
