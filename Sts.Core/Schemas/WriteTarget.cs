using Confluent.Kafka;
using Sts.Core.Schemas.Resolution;

namespace Sts.Core.Schemas;

/// <summary>How records of one schema are written to one topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Component">Whether they are its keys or its values.</param>
/// <param name="SchemaId">The id that goes in front.</param>
/// <param name="Latest">Makes what is written that of the subject's newest version; null where it is the record's own schema.</param>
internal sealed record WriteTarget(string Topic, MessageComponentType Component, int SchemaId, ValueCopier? Latest)
{
    public bool IsFor(SerializationContext context) =>
        Component == context.Component && (ReferenceEquals(Topic, context.Topic) || Topic == context.Topic);
}
