namespace Sts.Tests.Core.Kafka;

/// <summary>What happens to a pool of workers.</summary>
internal enum PoolStep
{
    Receive,
    ReceiveMany,
    Complete,
    FailForNow,
    FailForGood,
    Revoke,
    Lose,
}
