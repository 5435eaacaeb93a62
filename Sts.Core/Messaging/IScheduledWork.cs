namespace Sts.Core.Messaging;

/// <summary>
/// Implemented by a processor that also has something to do from time to time, whether or not messages arrive. While the processor is paused in
/// a host, no run begins there; one that is under way goes on.
/// </summary>
public interface IScheduledWork
{
    /// <summary>How long to wait after one run has ended before the next.</summary>
    TimeSpan Interval { get; }

    /// <summary>Does what is due. Several hosts may do so at the same time.</summary>
    /// <param name="cancellationToken">Cancelled when the processor stops.</param>
    /// <exception cref="Exception">It is logged once, and the work is tried again at the next interval.</exception>
    Task RunDueAsync(CancellationToken cancellationToken);
}
