using System.Text;
using Avro.Generic;
using Confluent.Kafka;

namespace Sts.Tests.Integration.Hosts;

/// <summary>A message as it lies on a topic.</summary>
/// <param name="Position">Where.</param>
/// <param name="Value">What was written.</param>
/// <param name="Headers">None on a broker before Kafka 0.11.</param>
public sealed record LoggedMessage(TopicPartitionOffset Position, GenericRecord Value, Headers Headers)
{
    /// <summary>A field of the value.</summary>
    public object? this[string field] => Value[field];

    /// <summary>The text of a header, or null.</summary>
    public string? Header(string name) => Headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
