namespace Sts.Core.Kafka.DeadLetters;

/// <summary>A dead letter was sent back to its source topic.</summary>
/// <param name="Time">When.</param>
/// <param name="Topic">The source topic.</param>
/// <param name="Partition">The partition that it went to.</param>
/// <param name="Offset">The offset that it has there.</param>
public sealed record DeadLetterReplay(DateTimeOffset Time, string Topic, int Partition, long Offset);
