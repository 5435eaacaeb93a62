namespace Sts.Core.Kafka;

/// <summary>Holds the processors back until what they need is there.</summary>
internal interface IStartupGate
{
    /// <summary>Returns once the database is migrated, the topics exist and the schemas are registered.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
