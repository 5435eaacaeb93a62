namespace Sts.Benchmarks.Running;

/// <summary>What a run took, from the beginning of its first message to the end of its last one.</summary>
/// <param name="Messages">How many messages there were.</param>
/// <param name="Elapsed">By the clock on the wall.</param>
/// <param name="Cpu">Of all threads of this process, librdkafka's included; of no server.</param>
/// <param name="Allocated">Managed memory, in bytes.</param>
public sealed record Usage(long Messages, TimeSpan Elapsed, TimeSpan Cpu, long Allocated)
{
    /// <summary>Messages in a second.</summary>
    public double PerSecond => Messages / Elapsed.TotalSeconds;

    /// <summary>The time between two messages, in microseconds.</summary>
    public double Microseconds => Elapsed.TotalMicroseconds / Messages;

    /// <summary>Processor time of a message, in microseconds.</summary>
    public double CpuMicroseconds => Cpu.TotalMicroseconds / Messages;

    /// <summary>Managed memory of a message, in bytes.</summary>
    public double Bytes => (double)Allocated / Messages;
}
