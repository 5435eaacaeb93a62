namespace Sts.Host.WebConsole.Health;

/// <summary>What became of asking a part of the system whether it is there.</summary>
/// <param name="Answer">What it said; null when it did not answer.</param>
/// <param name="Problem">Why it did not answer; null when it did.</param>
/// <param name="Took">How long that took.</param>
public sealed record Connection(string? Answer, string? Problem, TimeSpan Took)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks.</summary>
    /// <param name="ask">Returns the answer, or throws.</param>
    /// <param name="time">Measures how long it takes, and ends it when that is too long.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    internal static async Task<Connection> TryAsync(Func<CancellationToken, Task<string>> ask, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            return new Connection(await ask(cancellationToken).WaitAsync(Patience, time, cancellationToken), null, time.GetElapsedTime(start));
        }
        // Whatever keeps it from answering is what the page is there to show.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = exception is TimeoutException ? $"No answer within {Spans.Text(Patience)}." : exception.GetBaseException().Message;
            return new Connection(null, problem, time.GetElapsedTime(start));
        }
    }
}
