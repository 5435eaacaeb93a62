using Confluent.Kafka;

namespace Sts.Tests.Integration.DeadLetters;

/// <summary>An utterance that nobody can read until its schema is registered.</summary>
/// <param name="User">Who said it: one user for each.</param>
/// <param name="Value">Its bytes.</param>
/// <param name="Source">Where it lay first.</param>
/// <param name="Schema">What is missing.</param>
internal sealed record Unreadable(string User, byte[] Value, TopicPartitionOffset Source, LateSchema Schema);
