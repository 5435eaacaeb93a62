namespace Sts.Tests.Integration.Faults;

/// <summary>Does something again and again until it is disposed of.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _repeating;

    /// <param name="action">What is done; it begins at once.</param>
    /// <param name="pace">How often at most.</param>
    public Load(Func<Task> action, TimeSpan pace) => _repeating = RepeatAsync(action, pace);

    /// <summary>Waits for the last time to be over.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _repeating;
        _end.Dispose();
    }

    private async Task RepeatAsync(Func<Task> action, TimeSpan pace)
    {
        using var timer = new PeriodicTimer(pace);
        while (!_end.IsCancellationRequested)
        {
            await action();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
