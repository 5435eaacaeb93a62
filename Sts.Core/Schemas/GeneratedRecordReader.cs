using Avro;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;
using Sts.Core.Schemas.Resolution;

namespace Sts.Core.Schemas;

/// <summary>Makes readers of generated records: from the writer's bytes as they are where it wrote what the record expects, else from what they are resolved to.</summary>
internal static class GeneratedRecordReader
{
    /// <summary>Decides how to read what was written with a schema.</summary>
    /// <exception cref="SchemaParseException">The schema is invalid.</exception>
    /// <exception cref="InvalidMessageException">It can't be resolved to that of <typeparamref name="T"/>.</exception>
    public static RecordReader<T> For<T>(string writerSchema)
        where T : class, IAvroRecord<T>
    {
        var writer = SchemaText.Parse(writerSchema);
        // Schemas with the same parsing canonical form have the same encoding and the same names.
        if (SchemaNormalization.ToParsingForm(writer) == SchemaNormalization.ToParsingForm(T.AvroSchema))
            return new Same<T>(writer);

        var copier = SchemaResolver.Resolve(writer, T.AvroSchema);
        return copier is UnresolvableCopier unresolvable
            ? throw new InvalidMessageException($"The value can't be resolved: {unresolvable.Reason}")
            : new Resolving<T>(writer, copier);
    }

    private sealed class Same<T>(Schema writer) : RecordReader<T>(writer)
        where T : class, IAvroRecord<T>
    {
        public override T Read(ReadOnlySpan<byte> value, int start)
        {
            var reader = new AvroReader(value, start);
            var record = T.Read(ref reader);
            reader.EnsureEnd();
            return record;
        }
    }

    private sealed class Resolving<T>(Schema writer, ValueCopier copier) : RecordReader<T>(writer)
        where T : class, IAvroRecord<T>
    {
        public override T Read(ReadOnlySpan<byte> value, int start)
        {
            using var buffer = MessageBuffer.Rent();
            var from = new AvroReader(value, start);
            var to = new AvroWriter(buffer.Bytes);
            copier.Copy(ref from, ref to);
            to.Flush();
            from.EnsureEnd();
            var resolved = new AvroReader(buffer.Bytes.WrittenSpan);
            return T.Read(ref resolved);
        }
    }
}
