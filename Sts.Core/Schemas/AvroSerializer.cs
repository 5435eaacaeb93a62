using Avro;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas;

/// <summary>Serializes generated records.</summary>
internal sealed class AvroSerializer<T>(ISchemaRegistryClient registry, IOptions<SchemaRegistryOptions> options) : SchemaWriters<T>
    where T : class, IAvroRecord<T>
{
    private readonly WriteTargets _targets = new(T.AvroSchema, registry, options.Value);

    protected override WriteTargets TargetsOf(T value) => _targets;

    protected override RecordSchema SchemaOf(T value) => T.AvroSchema;

    protected override void Write(T value, ref AvroWriter writer) => value.Write(ref writer);
}
