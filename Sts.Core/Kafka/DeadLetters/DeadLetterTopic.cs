namespace Sts.Core.Kafka.DeadLetters;

/// <summary>A dead-letter topic and what it holds.</summary>
/// <param name="Topic">The dead-letter topic.</param>
/// <param name="Source">The topic whose messages it keeps.</param>
/// <param name="Letters">How many letters it holds.</param>
/// <param name="New">How many of them were never replayed.</param>
/// <param name="Newest">When the newest was given up; null when there is none, or nothing tells.</param>
public sealed record DeadLetterTopic(string Topic, string Source, long Letters, long New, DateTimeOffset? Newest);
