using Avro;
using Avro.Generic;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas;

/// <summary>Reads records written with one particular schema; safe for concurrent use.</summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class RecordReader<T>
    where T : class, IAvroRecord<T>
{
    /// <summary>Reads the record of a value, whose header has been checked.</summary>
    /// <exception cref="InvalidMessageException">The bytes are not a record of the writer's schema, or don't resolve to <typeparamref name="T"/>.</exception>
    public abstract T Read(ReadOnlyMemory<byte> value);

    /// <summary>Decides how to read what was written with a schema.</summary>
    /// <exception cref="InvalidMessageException">The schema is invalid, or can't be resolved to that of <typeparamref name="T"/>.</exception>
    public static RecordReader<T> For(string writerSchema)
    {
        try
        {
            var writer = SchemaText.Parse(writerSchema);
            // Schemas with the same parsing canonical form have the same encoding and the same names.
            return SchemaNormalization.ToParsingForm(writer) == SchemaNormalization.ToParsingForm(T.AvroSchema)
                ? new Same()
                : new Resolving(writer);
        }
        catch (Exception e) when (e is not InvalidMessageException)
        {
            throw new InvalidMessageException($"The schema with which the value was written can't be read as {T.AvroSchema.Fullname}: {e.Message}", e);
        }
    }

    private sealed class Same : RecordReader<T>
    {
        public override T Read(ReadOnlyMemory<byte> value)
        {
            var reader = new AvroReader(value.Span, WireFormat.HeaderLength);
            var record = T.Read(ref reader);
            reader.EnsureEnd();
            return record;
        }
    }

    private sealed class Resolving : RecordReader<T>
    {
        private readonly GenericDatumReader<GenericRecord> _datumReader;

        public Resolving(Schema writer)
        {
            if (!SchemaComplexity.IsExpandable(writer))
                throw new InvalidMessageException("The schema with which the value was written is recursive or too large to resolve.");

            _datumReader = new GenericDatumReader<GenericRecord>(writer, T.AvroSchema);
        }

        public override T Read(ReadOnlyMemory<byte> value)
        {
            var decoder = new CheckedDecoder(value, WireFormat.HeaderLength);
            try
            {
                var record = T.FromGeneric(_datumReader.Read(null!, decoder));
                if (decoder.Position < value.Length)
                    throw AvroReaderErrors.TrailingBytes(value.Length - decoder.Position, decoder.Position);

                return record;
            }
            catch (Exception e) when (e is not InvalidMessageException)
            {
                // Apache.Avro's reader fails in many ways on bad bytes: AvroException, index out of range, invalid cast.
                throw new InvalidMessageException($"The value can't be resolved to {T.AvroSchema.Fullname} at position {decoder.Position}: {e.Message}", e);
            }
        }
    }
}
