using System.Threading.Channels;
using Sts.Core.Diagnostics;

namespace Sts.Host.WebConsole.Live;

/// <summary>Puts what happens onto a board, and has a page show it: at once, and then no more than a few times a second.</summary>
internal sealed class LiveWatch(IPipelineEvents events, LiveBoard board) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _work = Task.CompletedTask;

    /// <summary>Begins. What has happened lately is on the board at once.</summary>
    /// <param name="happened">Told of each new event, before it is shown.</param>
    /// <param name="show">Shows the board.</param>
    public void Start(Action<PipelineEvent> happened, Func<Task> show)
    {
        var (recent, coming) = events.WatchWithRecent(_stopping.Token);
        foreach (var one in recent)
        {
            board.Recall(one);
        }

        _work = Task.WhenAll(ReadAsync(coming, happened), ShowAsync(show));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _work;
        _stopping.Dispose();
    }

    private async Task ReadAsync(IAsyncEnumerable<PipelineEvent> coming, Action<PipelineEvent> happened)
    {
        await foreach (var one in coming.ConfigureAwait(false))
        {
            board.Add(one);
            happened(one);
            _changes.Writer.TryWrite(true);
        }

        _changes.Writer.Complete();
    }

    private async Task ShowAsync(Func<Task> show)
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            await show();
            await Task.Delay(Pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
