using System.Runtime.CompilerServices;
using Avro;
using Avro.Generic;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Generic;

/// <summary>Serializes records of any schema.</summary>
internal sealed class GenericAvroSerializer(ISchemaRegistryClient registry, IOptions<SchemaRegistryOptions> options) : SchemaWriters<GenericRecord>
{
    // Schemas are compared as objects: by content it would take longer than the encoding. What is known of one goes when it goes.
    private readonly ConditionalWeakTable<RecordSchema, WriteTargets> _targets = [];

    protected override WriteTargets TargetsOf(GenericRecord value) =>
        _targets.GetValue(value.Schema, schema => new WriteTargets(schema, registry, options.Value));

    protected override RecordSchema SchemaOf(GenericRecord value) => value.Schema;

    protected override void Write(GenericRecord value, ref AvroWriter writer) => GenericWriter.Write(value.Schema, value, ref writer);
}
