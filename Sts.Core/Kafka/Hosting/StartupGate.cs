namespace Sts.Core.Kafka.Hosting;

/// <summary>Holds the processors back until what they need is there.</summary>
internal sealed class StartupGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the processors may start.</summary>
    public bool IsOpen => _open.Task.IsCompleted;

    /// <summary>Lets the processors start: the database is migrated, the schemas are registered, and the topics exist.</summary>
    public void Open() => _open.SetResult();

    /// <summary>Returns once the gate is open.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _open.Task.WaitAsync(cancellationToken);
}
