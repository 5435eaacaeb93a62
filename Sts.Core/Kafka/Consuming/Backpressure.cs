using Confluent.Kafka;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka.Consuming;

/// <summary>
/// Keeps what a partition has in memory within its limits, in messages and in bytes, by pausing it while polling goes on. A pause throws
/// away what was fetched ahead, and the client takes tenths of a second to fetch again; so workers that are just a little behind are
/// first given a moment to make room.
/// </summary>
internal sealed class Backpressure(IConsumer<byte[]?, byte[]?> consumer, ProcessorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    // After a moment in vain the handler is slow, or the machine was; another whole one would only keep other partitions waiting.
    private static readonly TimeSpan BriefMoment = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan BriefMomentsOnly = TimeSpan.FromSeconds(1);

    private long? _inVain;

    /// <summary>Whether a partition is paused, so that its workers may have made room at any time.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Pauses and resumes partitions as they are.</summary>
    /// <param name="assigned">All partitions that are assigned.</param>
    /// <param name="pauseAll">Whether none is to go on.</param>
    public void Apply(IReadOnlyCollection<PartitionAssignment> assigned, bool pauseAll)
    {
        IsActive = false;
        foreach (var assignment in assigned)
        {
            // Half the limit is a distance between pausing and resuming.
            if (assignment.Paused is not false && !pauseAll && !IsOver(assignment, 2))
            {
                consumer.Resume([assignment.Partition]);
                assignment.Paused = false;
            }
            else if (assignment.Paused is not true && (pauseAll || (IsOver(assignment, 1) && !CatchesUp(assignment))))
            {
                consumer.Pause([assignment.Partition]);
                assignment.Paused = true;
            }

            IsActive |= assignment.Paused is true;
        }
    }

    private bool IsOver(PartitionAssignment assignment, int divisor) =>
        assignment.Unfinished >= Math.Max(1, options.BufferSize / divisor)
        || assignment.UnfinishedBytes > options.BufferBytes / divisor
        || assignment.WindowCount >= options.WindowSize / divisor;

    private bool CatchesUp(PartitionAssignment assignment)
    {
        var isBrief = _inVain is { } when && time.GetElapsedTime(when) < BriefMomentsOnly;
        var room = (assignment.Unfinished / 8) + 1;
        if (assignment.WaitUntilLeft(assignment.Unfinished - room, isBrief ? BriefMoment : Moment))
        {
            assignment.Advance();
            return !IsOver(assignment, 1);
        }

        _inVain = isBrief ? _inVain : time.GetTimestamp();
        return false;
    }
}
