using System.Collections.Concurrent;
using Sts.Core.Storage;

namespace Sts.Processors;

/// <summary>Answers that are spoken, or wait for it, while their messages are done with.</summary>
/// <param name="time">For the time between attempts.</param>
/// <param name="failed">Told of an answer that failed: once while the database is away, or for good.</param>
internal sealed class AnswersUnderWay(TimeProvider time, Action<long, Exception> failed) : IAsyncDisposable
{
    /// <summary>So many that nobody waits for a place as long as answers are spoken, and so few that they take no memory to speak of.</summary>
    private const int Places = 1_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, Task> _underWay = new();
    private readonly SemaphoreSlim _places = new(Places);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>Begins an answer, unless it has begun already, and waits only for a place.</summary>
    /// <param name="action">The action that is answered.</param>
    /// <param name="answer">Speaks it; it is cancelled when all are to stop.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task BeginAsync(long action, Func<CancellationToken, Task> answer, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_underWay.TryAdd(action, RunAsync(action, answer, begun.Task)))
        {
            begun.SetResult();
        }
        else
        {
            begun.SetCanceled(CancellationToken.None);
        }
    }

    /// <summary>Notes what became of an answer, for which there is some time left also when all are to stop.</summary>
    public Task NoteAsync(long action, Func<CancellationToken, Task> note) => RetryAsync(action, note, _stopped.Token);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        _stopped.CancelAfter(StopTime);
        await Task.WhenAll(_underWay.Values);
        _stopping.Dispose();
        _stopped.Dispose();
        _places.Dispose();
    }

    /// <summary>Again and again while the database is away.</summary>
    private async Task RetryAsync(long action, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work(cancellationToken);
                return;
            }
            catch (Exception exception) when (DatabaseErrors.IsTransient(exception))
            {
                if (attempt == 1)
                {
                    failed(action, exception);
                }
            }

            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    private async Task RunAsync(long action, Func<CancellationToken, Task> answer, Task begun)
    {
        try
        {
            await begun;
            await RetryAsync(action, answer, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // It is under way already; or all are to stop, and what was not said is found in the database at the next start.
            if (begun.IsCanceled)
            {
                return;
            }
        }
        catch (Exception exception)
        {
            failed(action, exception);
        }
        finally
        {
            _places.Release();
        }

        _underWay.TryRemove(action, out _);
    }
}
