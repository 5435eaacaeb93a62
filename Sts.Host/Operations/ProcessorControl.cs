using Sts.Core.Kafka.Hosting;

namespace Sts.Host.Operations;

/// <summary>Pauses and resumes the processors of this host, and says so in the log.</summary>
internal sealed partial class ProcessorControl(ProcessorMonitor monitor, ILogger<ProcessorControl> logger)
{
    /// <summary>The processors that this host runs.</summary>
    public IReadOnlyCollection<ProcessorStatus> Processors => monitor.Statuses;

    /// <summary>Pauses a processor. One that is paused already stays so.</summary>
    /// <returns>The processor; null when this host runs none of this name.</returns>
    public ProcessorStatus? Pause(string name)
    {
        var status = monitor.Find(name);
        if (status?.Pause() == true)
        {
            LogPaused(status.Descriptor.Name);
        }

        return status;
    }

    /// <summary>Lets a processor go on. One that is not paused just does.</summary>
    /// <returns>The processor; null when this host runs none of this name.</returns>
    public ProcessorStatus? Resume(string name)
    {
        var status = monitor.Find(name);
        if (status?.Resume() == true)
        {
            LogResumed(status.Descriptor.Name);
        }

        return status;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Processor} is paused in this host until it is resumed or the host starts anew")]
    private partial void LogPaused(string processor);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Processor} is resumed")]
    private partial void LogResumed(string processor);
}
