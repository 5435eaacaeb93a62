namespace Sts.Tests.Integration.Engine;

/// <summary>Requests of Kafka's protocol, by their keys.</summary>
public enum Api : short
{
    Produce = 0,
    Fetch = 1,
    ListOffsets = 2,
    Metadata = 3,
    OffsetCommit = 8,
    OffsetFetch = 9,
    FindCoordinator = 10,
    JoinGroup = 11,
    Heartbeat = 12,
    LeaveGroup = 13,
    SyncGroup = 14,
    AddOffsetsToTransaction = 25,
    EndTransaction = 26,
    CommitOffsetsInTransaction = 28,
}
