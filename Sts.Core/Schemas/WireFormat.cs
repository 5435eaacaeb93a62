using System.Buffers.Binary;
using Confluent.Kafka;
using Sts.Core.Messaging;

namespace Sts.Core.Schemas;

/// <summary>
/// The framing of an Avro value. Version 0, which we write, has a zero byte and the schema id as a big-endian 32-bit number in front. In
/// version 1, which we read too, a byte 1 and the schema's GUID stand in a header of the message, and the value is bare. Source:
/// Confluent, "Formats, Serializers, and Deserializers: Wire format".
/// </summary>
public static class WireFormat
{
    /// <summary>The first byte of every value of version 0.</summary>
    public const byte MagicByte = 0;

    /// <summary>The number of bytes in front of the Avro data in version 0.</summary>
    public const int HeaderLength = 1 + sizeof(int);

    /// <summary>The message header that tells of the value's schema in version 1.</summary>
    public const string ValueSchemaHeader = "__value_schema_id";

    /// <summary>The message header that tells of the key's schema in version 1.</summary>
    public const string KeySchemaHeader = "__key_schema_id";

    private const byte GuidMagicByte = 1;
    private const int GuidHeaderLength = 1 + 16;

    /// <summary>The subject under which the schema of a topic's values is registered, unless another strategy is configured.</summary>
    public static string SubjectFor(string topic) => topic + "-value";

    /// <summary>Reads the schema id of version 0.</summary>
    /// <exception cref="InvalidMessageException">The value is empty, too short or framed otherwise.</exception>
    public static int ReadSchemaId(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            throw new InvalidMessageException("The value is empty. Produce Avro with a schema registry serializer.");

        if (value[0] != MagicByte)
            throw new InvalidMessageException(
                "The value does not start with the magic byte 0 of the Confluent wire format " +
                $"(it starts with 0x{value[0]:X2}). Produce Avro with a schema registry serializer.");

        if (value.Length < HeaderLength)
            throw new InvalidMessageException(
                $"The value is {value.Length} bytes long, too short for the magic byte and the 4-byte schema id " +
                "of the Confluent wire format. Produce Avro with a schema registry serializer.");

        return BinaryPrimitives.ReadInt32BigEndian(value[1..]);
    }

    /// <summary>Writes the magic byte and the schema id.</summary>
    /// <param name="destination">At least <see cref="HeaderLength"/> bytes.</param>
    /// <param name="schemaId">The schema's id in the registry.</param>
    public static void WriteHeader(Span<byte> destination, int schemaId)
    {
        destination[0] = MagicByte;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], schemaId);
    }

    /// <summary>Reads what a message says of its schema, in either version.</summary>
    /// <param name="value">The value, or the key.</param>
    /// <param name="context">Which of the two it is, and the message's headers.</param>
    /// <param name="start">Where its Avro data begins.</param>
    /// <exception cref="InvalidMessageException">It is framed in no known way.</exception>
    internal static SchemaKey ReadSchemaKey(ReadOnlySpan<byte> value, SerializationContext context, out int start)
    {
        // Most messages have no headers at all.
        if (context.Headers is { Count: > 0 } headers &&
            headers.TryGetLastBytes(context.Component == MessageComponentType.Key ? KeySchemaHeader : ValueSchemaHeader, out var header))
        {
            start = 0;
            return ReadHeader(header);
        }

        // Readers of Confluent take a GUID in front of the value as well.
        if (value is [GuidMagicByte, ..] && value.Length >= GuidHeaderLength)
        {
            start = GuidHeaderLength;
            return new SchemaKey(0, new Guid(value.Slice(1, GuidHeaderLength - 1), bigEndian: true));
        }

        start = HeaderLength;
        return new SchemaKey(ReadSchemaId(value), Guid.Empty);
    }

    private static SchemaKey ReadHeader(byte[]? header) => header switch
    {
        [GuidMagicByte, .. { Length: GuidHeaderLength - 1 } guid] => new SchemaKey(0, new Guid(guid, bigEndian: true)),
        [MagicByte, .. { Length: sizeof(int) } id] => new SchemaKey(BinaryPrimitives.ReadInt32BigEndian(id), Guid.Empty),
        _ => throw new InvalidMessageException(
            $"The message's schema header is {header?.Length ?? 0} bytes long and is neither a byte 1 with a GUID nor a byte 0 with a 4-byte schema id."),
    };
}
