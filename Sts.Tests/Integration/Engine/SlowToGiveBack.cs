namespace Sts.Tests.Integration.Engine;

/// <summary>
/// Makes an engine and its client slow at the wrong moments, by holding up what they log: the engine when it gives its partitions back, first
/// until the test lets it go on, then until its client is about to end; and the client where it is, so that the engine can still ask it something.
/// </summary>
internal sealed class SlowToGiveBack : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Meanwhile = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();
    private readonly ManualResetEventSlim _clientEnds = new();
    private readonly ManualResetEventSlim _closed = new();
    private volatile bool _isLeft;
    private volatile bool _isGivenPartitions;

    public SlowToGiveBack(EngineHost engine) => engine.OnLogged(OnLogged);

    /// <summary>When the engine has begun to give back.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Whether the client has been given partitions since, which the engine could not take yet.</summary>
    public bool IsGivenPartitions => _isGivenPartitions;

    public void GoOn() => _goOn.Set();

    public void Dispose()
    {
        _goOn.Dispose();
        _clientEnds.Dispose();
        _closed.Dispose();
    }

    private void OnLogged(string message)
    {
        if (message.StartsWith("Probe has given back", StringComparison.Ordinal))
        {
            _ = _begun.TrySetResult() ? _goOn.Wait(EngineTestbed.Deadline) : _clientEnds.Wait(Patience);
        }
        else if (message.Contains("incremental assign of", StringComparison.Ordinal))
        {
            _isGivenPartitions |= _begun.Task.IsCompleted;
        }
        else if (message.Contains("-> term ", StringComparison.Ordinal))
        {
            _isLeft = true;
        }
        else if (_isLeft && message.Contains("clearing group assignment", StringComparison.Ordinal))
        {
            // From here on the client answers nothing any more, but still takes what the engine asks it meanwhile.
            _clientEnds.Set();
            _ = _closed.Wait(Meanwhile);
        }
        else if (message.EndsWith("Consumer closed", StringComparison.Ordinal))
        {
            _closed.Set();
        }
    }
}
