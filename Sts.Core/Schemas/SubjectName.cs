using Confluent.Kafka;

namespace Sts.Core.Schemas;

/// <summary>What a subject is called.</summary>
internal static class SubjectName
{
    /// <param name="strategy">How subjects are named.</param>
    /// <param name="topic">The topic that carries the record.</param>
    /// <param name="record">The record's full name.</param>
    /// <param name="component">Whether it is the value or the key of its messages.</param>
    public static string Of(SubjectNameStrategy strategy, string topic, string record, MessageComponentType component) => strategy switch
    {
        SubjectNameStrategy.Record => record,
        SubjectNameStrategy.TopicRecord => $"{topic}-{record}",
        _ when component == MessageComponentType.Key => $"{topic}-key",
        _ => WireFormat.SubjectFor(topic),
    };
}
