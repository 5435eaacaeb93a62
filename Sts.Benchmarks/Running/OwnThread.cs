namespace Sts.Benchmarks.Running;

/// <summary>Runs what blocks, such as a consumer's loop. On a thread of the pool it would keep whatever else is measured waiting for one.</summary>
internal static class OwnThread
{
    public static Task RunAsync(Action loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
