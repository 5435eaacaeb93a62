using System.Buffers;
using Avro.Generic;
using Avro.IO;
using Newtonsoft.Json.Linq;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Binary;
using Sts.Core.Schemas.Generic;
using Sts.Core.Schemas.Resolution;

namespace Sts.Tests.Core.Schemas;

/// <summary>Avro data and messages, made by ours and by Apache.Avro.</summary>
internal static class AvroBytes
{
    public static byte[] Encode<T>(T record)
        where T : class, IAvroRecord<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(buffer);
        record.Write(ref writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : class, IAvroRecord<T>
    {
        var reader = new AvroReader(bytes);
        var record = T.Read(ref reader);
        reader.EnsureEnd();
        return record;
    }

    public static byte[] EncodeWithApache(Avro.Schema schema, object datum)
    {
        using var stream = new MemoryStream();
        new GenericDatumWriter<object>(schema).Write(datum, new BinaryEncoder(stream));
        return stream.ToArray();
    }

    public static GenericRecord DecodeWithApache(Avro.Schema schema, byte[] bytes) =>
        new GenericDatumReader<GenericRecord>(schema, schema).Read(null!, new BinaryDecoder(new MemoryStream(bytes)));

    public static byte[] EncodeGeneric(Avro.Schema schema, object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new AvroWriter(buffer);
        GenericWriter.Write(schema, value, ref writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static object? DecodeGeneric(Avro.Schema schema, ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        var value = GenericReader.Read(schema, ref reader);
        reader.EnsureEnd();
        return value;
    }

    /// <summary>Encodes what stands in JSON, as a schema would write the default of a field.</summary>
    public static byte[] EncodeJson(string schema, string json) =>
        DefaultValue.TryEncode(GenericSchema.Parse(schema), JToken.Parse(json), out var bytes)
            ? bytes
            : throw new ArgumentException($"{json} is no value of {schema}.", nameof(json));

    public static GenericRecord Generic(string schema, params (string Name, object? Value)[] values)
    {
        var record = new GenericRecord((Avro.RecordSchema)Avro.Schema.Parse(schema));
        foreach (var (name, value) in values)
            record.Add(name, value);

        return record;
    }

    public static byte[] Message(int schemaId, ReadOnlySpan<byte> data)
    {
        var message = new byte[WireFormat.HeaderLength + data.Length];
        WireFormat.WriteHeader(message, schemaId);
        data.CopyTo(message.AsSpan(WireFormat.HeaderLength));
        return message;
    }

    public static byte[] Message(int schemaId, GenericRecord record) => Message(schemaId, EncodeWithApache(record.Schema, record));
}
