using System.Diagnostics;

namespace Sts.Benchmarks.Running;

/// <summary>
/// Counts messages and measures from the beginning of the first one to the end of the last one. So neither the start of a consumer nor
/// its joining a group is measured, which take seconds, and the same seconds on both sides. Safe for concurrent use.
/// </summary>
/// <param name="expected">How many messages there are.</param>
/// <param name="unmeasured">How many of them are to be done before it measures.</param>
public sealed class Meter(long expected, long unmeasured = 0)
{
    private readonly TaskCompletionSource<Usage> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Snapshot? _first;
    private long _done;

    /// <summary>Completes when the last message is done.</summary>
    public Task<Usage> Finished => _finished.Task;

    /// <summary>Whether the last message is done.</summary>
    public bool IsFinished => Done >= expected;

    /// <summary>How many messages are done.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Work on a message begins.</summary>
    public void Begin()
    {
        if (Volatile.Read(ref _first) is null && Done >= unmeasured)
        {
            Interlocked.CompareExchange(ref _first, Snapshot.Take(), null);
        }
    }

    /// <summary>Work on messages that have begun has ended.</summary>
    /// <param name="messages">How many.</param>
    public void End(int messages = 1)
    {
        if (Interlocked.Add(ref _done, messages) == expected)
        {
            _finished.TrySetResult(_first!.Until(Snapshot.Take(), expected - unmeasured));
        }
    }

    /// <summary>What was done is wrong, and no figure of it counts.</summary>
    public void Fail(Exception reason) => _finished.TrySetException(reason);

    /// <summary>What the process has used up so far.</summary>
    private sealed record Snapshot(long Timestamp, TimeSpan Cpu, long Allocated)
    {
        public static Snapshot Take() => new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));

        public Usage Until(Snapshot end, long messages) =>
            new(messages, Stopwatch.GetElapsedTime(Timestamp, end.Timestamp), end.Cpu - Cpu, end.Allocated - Allocated);
    }
}
