using Avro.Generic;

namespace Sts.Core.Schemas.Generic;

/// <summary>Deserializes records of any schema.</summary>
internal sealed class GenericAvroDeserializer(ISchemaRegistryClient registry)
    : SchemaReaders<GenericRecord>(registry, nameof(GenericRecord), GenericRecordReader.For);
