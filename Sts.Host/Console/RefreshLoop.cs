namespace Sts.Host.WebConsole;

/// <summary>Does something again and again while a page is open. Nothing is done at the same time as itself.</summary>
internal sealed class RefreshLoop : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly Task _work;

    private RefreshLoop(TimeSpan interval, TimeProvider time, Func<Task> refresh)
    {
        _timer = new PeriodicTimer(interval, time);
        _work = RunAsync(refresh);
    }

    public static RefreshLoop Start(TimeSpan interval, TimeProvider time, Func<Task> refresh) => new(interval, time, refresh);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _work;
    }

    private async Task RunAsync(Func<Task> refresh)
    {
        while (await _timer.WaitForNextTickAsync())
        {
            await refresh();
        }
    }
}
