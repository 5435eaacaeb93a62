using System.Diagnostics;

namespace Sts.Benchmarks.Avro;

/// <summary>Measures what is over in less than a microsecond.</summary>
internal static class CodecMeter
{
    private const int Warm = 20_000;

    // Code that runs hot is compiled anew after a while, in the background.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs something until the runtime has made the best of it.</summary>
    public static void WarmUpWith(Action<int> repeat)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
        {
            repeat(Warm);
        }
    }

    /// <summary>
    /// Runs something many times over. What counts is the time of the processor, the garbage collector's included: the clock would also count
    /// what others on the machine do meanwhile, and runs this short don't even that out.
    /// </summary>
    /// <param name="times">How often.</param>
    /// <param name="repeat">Runs it as often as it is told.</param>
    public static CodecRun Measure(int times, Action<int> repeat)
    {
        GC.Collect();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Environment.CpuUsage.TotalTime;
        repeat(times);
        var elapsed = Environment.CpuUsage.TotalTime - started;
        return new CodecRun(elapsed.TotalNanoseconds / times, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)times);
    }
}
