namespace Sts.Core.Messaging;

/// <summary>
/// Says which topic a processor's messages of one type go to. An <see cref="ITopicProducer{TMessage}"/> for that type can then be
/// taken as a constructor parameter; the host creates the topic and registers its schema.
/// </summary>
/// <typeparam name="TMessage">The record that is produced, generated from the topic's schema.</typeparam>
/// <param name="topic">The topic, as named in Kafka. A message type has one topic.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ProducesAttribute<TMessage>(string topic) : Attribute, IProduces
{
    /// <inheritdoc />
    public string Topic { get; } = topic;

    /// <inheritdoc />
    public Type MessageType => typeof(TMessage);
}

/// <summary>What every <see cref="ProducesAttribute{TMessage}"/> says, whatever its type.</summary>
public interface IProduces
{
    /// <summary>The topic, as named in Kafka.</summary>
    string Topic { get; }

    /// <summary>The record that is produced to it.</summary>
    Type MessageType { get; }
}
