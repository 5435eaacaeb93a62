namespace Sts.Core.Messaging;

/// <summary>Names the topics that a processor consumes.</summary>
/// <param name="topics">One topic or more. They all carry the processor's message type.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConsumesAttribute(params string[] topics) : Attribute
{
    /// <summary>The topics, as named in Kafka.</summary>
    public IReadOnlyList<string> Topics { get; } = topics;
}
