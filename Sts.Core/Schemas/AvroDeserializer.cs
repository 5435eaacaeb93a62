namespace Sts.Core.Schemas;

/// <summary>Deserializes generated records.</summary>
internal sealed class AvroDeserializer<T>(ISchemaRegistryClient registry)
    : SchemaReaders<T>(registry, T.AvroSchema.Fullname, GeneratedRecordReader.For<T>)
    where T : class, IAvroRecord<T>;
