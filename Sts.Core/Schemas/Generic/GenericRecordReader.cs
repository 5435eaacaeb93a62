using Avro;
using Avro.Generic;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Generic;

/// <summary>Reads records as their writer wrote them.</summary>
internal sealed class GenericRecordReader : RecordReader<GenericRecord>
{
    private readonly RecordSchema _schema;

    private GenericRecordReader(RecordSchema schema)
        : base(schema) => _schema = schema;

    /// <exception cref="SchemaParseException">The schema is invalid.</exception>
    /// <exception cref="InvalidMessageException">It is not that of a record.</exception>
    public static GenericRecordReader For(string writerSchema) => GenericSchema.Parse(writerSchema) is RecordSchema { Tag: Schema.Type.Record } schema
        ? new GenericRecordReader(schema)
        : throw new InvalidMessageException("The value is not a record.");

    public override GenericRecord Read(ReadOnlySpan<byte> value, int start)
    {
        var reader = new AvroReader(value, start);
        var record = GenericReader.ReadRecord(_schema, ref reader);
        reader.EnsureEnd();
        return record;
    }
}
