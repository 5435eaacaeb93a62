namespace Sts.Agents.Speech;

/// <summary>An answer's turn to be spoken. Disposing ends it.</summary>
internal sealed class SpeechTurn(SpeechQueue queue, string lane, string user, DateTimeOffset timestamp, long sequence) : IDisposable
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _interruption = new();
    private string? _reason;

    public string Lane => lane;

    public string User => user;

    public DateTimeOffset Timestamp => timestamp;

    /// <summary>Tells turns of one timestamp apart: the one that came first has the lower number.</summary>
    public long Sequence => sequence;

    /// <summary>Ends when the turn has come, or was interrupted before.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Cancelled when the turn is interrupted.</summary>
    public CancellationToken Interruption => _interruption.Token;

    /// <summary>Why it was interrupted; null if it was not.</summary>
    public string? Reason => _reason;

    public void Begin() => _begun.TrySetResult();

    public void Interrupt(string reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            // Elsewhere, because whoever reports the utterance must not wait for a player to be ended.
            _ = _interruption.CancelAsync();
            _begun.TrySetResult();
        }
    }

    // The source is left to the collector: an interruption may come at any moment, and it holds nothing that would have to be freed.
    public void Dispose() => queue.Leave(this);
}
