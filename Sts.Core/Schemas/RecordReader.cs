using Avro;
using Sts.Core.Messaging;

namespace Sts.Core.Schemas;

/// <summary>Reads records written with one particular schema; safe for concurrent use.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="writer">The schema.</param>
internal abstract class RecordReader<T>(Schema writer)
{
    /// <summary>The schema that the records were written with.</summary>
    public Schema Writer { get; } = writer;

    /// <summary>Reads the record of a value, whose framing has been checked.</summary>
    /// <param name="value">The whole value.</param>
    /// <param name="start">Where its Avro data begins.</param>
    /// <exception cref="InvalidMessageException">The bytes are not a record of the writer's schema, or don't resolve to <typeparamref name="T"/>.</exception>
    public abstract T Read(ReadOnlySpan<byte> value, int start);
}
