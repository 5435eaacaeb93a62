namespace Sts.Core.Kafka;

/// <summary>How the members of a consumer group come to share its partitions.</summary>
public enum GroupMembership
{
    /// <summary>The classic protocol with cooperative-sticky assignment: at a rebalance only the partitions that move are interrupted (KIP-429).</summary>
    Cooperative,

    /// <summary>The classic protocol with range assignment: at a rebalance every member gives back all partitions. For groups with members that know no other.</summary>
    Classic,

    /// <summary>The protocol in which the brokers assign (KIP-848): Kafka 4.0 and later.</summary>
    Consumer,
}
