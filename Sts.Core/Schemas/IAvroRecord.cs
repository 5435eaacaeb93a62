using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas;

/// <summary>What a record that was generated from an Avro schema can do; see <see cref="Generation.SchemaFiles"/>.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IAvroRecord<TSelf>
    where TSelf : class, IAvroRecord<TSelf>
{
    /// <summary>The schema from which the record was generated.</summary>
    static abstract Avro.RecordSchema AvroSchema { get; }

    /// <summary>Reads a record which was written with <see cref="AvroSchema"/> itself.</summary>
    /// <param name="reader">Stands at the first byte of the record, afterwards behind its last.</param>
    /// <exception cref="InvalidMessageException">The bytes are not such a record.</exception>
    static abstract TSelf Read(ref AvroReader reader);

    /// <summary>Writes the record with <see cref="AvroSchema"/>.</summary>
    void Write(ref AvroWriter writer);
}
