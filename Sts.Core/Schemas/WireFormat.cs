using System.Buffers.Binary;
using Sts.Core.Messaging;

namespace Sts.Core.Schemas;

/// <summary>
/// The framing in front of an Avro value: a zero byte and the schema id as a big-endian 32-bit number. Source: Confluent,
/// "Formats, Serializers, and Deserializers: Wire format".
/// </summary>
public static class WireFormat
{
    /// <summary>The first byte of every value.</summary>
    public const byte MagicByte = 0;

    /// <summary>The number of bytes in front of the Avro data.</summary>
    public const int HeaderLength = 1 + sizeof(int);

    /// <summary>The subject under which the schema of a topic's values is registered.</summary>
    public static string SubjectFor(string topic) => topic + "-value";

    /// <summary>Reads the schema id.</summary>
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
}
