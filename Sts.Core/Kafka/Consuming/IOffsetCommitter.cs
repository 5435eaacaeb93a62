namespace Sts.Core.Kafka.Consuming;

/// <summary>Makes durable up to where partitions are finished. Called by the poll thread only.</summary>
internal interface IOffsetCommitter
{
    /// <summary>Whether further messages are welcome. While they are not, the partitions are paused.</summary>
    bool AcceptsMessages { get; }

    /// <summary>Whether a request is under way, so that the consumer can't be disposed.</summary>
    bool IsBusy { get; }

    /// <summary>Messages are about to be handed to the workers.</summary>
    void Dispatching();

    /// <summary>Commits what is finished, if it is time to. Called after every poll.</summary>
    /// <returns>Whether the partitions have to be read again from the last commit on.</returns>
    bool Commit(IReadOnlyCollection<PartitionAssignment> assigned);

    /// <summary>Lets partitions finish what is in work, within a time, and commits it. Called before anybody else gets them.</summary>
    /// <param name="revoked">The partitions that go.</param>
    /// <param name="kept">The partitions that stay.</param>
    /// <returns>Whether those have to be read again from the last commit on.</returns>
    bool Revoke(IReadOnlyCollection<PartitionAssignment> revoked, IReadOnlyCollection<PartitionAssignment> kept);

    /// <summary>Drops what is in work: the partitions may be somebody else's already.</summary>
    /// <param name="lost">The partitions that are gone.</param>
    /// <param name="kept">The partitions that stay.</param>
    /// <returns>Whether those have to be read again from the last commit on.</returns>
    bool Lose(IReadOnlyCollection<PartitionAssignment> lost, IReadOnlyCollection<PartitionAssignment> kept);
}
