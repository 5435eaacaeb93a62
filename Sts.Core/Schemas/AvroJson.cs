using System.Text.Encodings.Web;
using System.Text.Json;
using Avro.Generic;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas;

/// <summary>Shows values to people: decodes them by the schema that they were written with, whatever it is.</summary>
/// <param name="registry">Where the schema is looked up.</param>
public sealed class AvroJson(ISchemaRegistryClient registry)
{
    private static readonly JsonWriterOptions ForPeople = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Decodes a value in Confluent's wire format to indented JSON. Unions are shown as what they hold, bytes in base 64.</summary>
    /// <exception cref="InvalidMessageException">The value is not what its schema says, or the registry does not know the schema.</exception>
    /// <exception cref="SchemaRegistryException">The registry did not answer.</exception>
    public async Task<string> DecodeAsync(ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        var id = WireFormat.ReadSchemaId(value.Span);
        SchemaDefinition schema;
        try
        {
            schema = await registry.GetSchemaAsync(id, cancellationToken);
        }
        catch (SchemaRegistryException e) when (e.ErrorCode == SchemaRegistryErrorCodes.SchemaNotFound)
        {
            throw new InvalidMessageException($"The schema registry does not know the schema id {id}.", e);
        }

        return Format(Decode(value, schema.SchemaString, id));
    }

    private static object? Decode(ReadOnlyMemory<byte> value, string schemaText, int id)
    {
        var decoder = new CheckedDecoder(value, WireFormat.HeaderLength);
        try
        {
            var schema = SchemaText.Parse(schemaText);
            if (!SchemaComplexity.IsExpandable(schema))
                throw new InvalidMessageException($"The schema with the id {id} is recursive or too large.");

            var decoded = new GenericDatumReader<object?>(schema, schema).Read(null, decoder);
            if (decoder.Position < value.Length)
                throw AvroReaderErrors.TrailingBytes(value.Length - decoder.Position, decoder.Position);

            return decoded;
        }
        catch (Exception e) when (e is not InvalidMessageException)
        {
            // Apache.Avro's reader fails in many ways on bad bytes: AvroException, index out of range, invalid cast.
            throw new InvalidMessageException($"The value is not what its schema (id {id}) says, at position {decoder.Position}: {e.Message}", e);
        }
    }

    private static string Format(object? value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ForPeople))
        {
            Write(json, value);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case GenericFixed bytes: json.WriteBase64StringValue(bytes.Value); break;
            case GenericEnum symbol: json.WriteStringValue(symbol.Value); break;
            case GenericRecord record: WriteObject(json, record.Schema.Fields.Select(field => (field.Name, (object?)record.GetValue(field.Pos)))); break;
            case IDictionary<string, object> map: WriteObject(json, map.Select(entry => (entry.Key, (object?)entry.Value))); break;
            case Array items: WriteArray(json, items); break;
            // JSON has no NaN and no infinity.
            default: json.WriteStringValue(FormattableString.Invariant($"{value}")); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<(string Name, object? Value)> members)
    {
        json.WriteStartObject();
        foreach (var (name, member) in members)
        {
            json.WritePropertyName(name);
            Write(json, member);
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, Array items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }
}
