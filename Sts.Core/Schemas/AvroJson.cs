using System.Text.Encodings.Web;
using System.Text.Json;
using Avro;
using Avro.Generic;
using Confluent.Kafka;
using Sts.Core.Messaging;
using Sts.Core.Schemas.Binary;
using Sts.Core.Schemas.Generic;

namespace Sts.Core.Schemas;

/// <summary>Shows values to people: decodes them by the schema that they were written with, whatever it is.</summary>
/// <param name="registry">Where the schema is looked up.</param>
public sealed class AvroJson(ISchemaRegistryClient registry)
{
    private static readonly JsonWriterOptions ForPeople = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Decodes a value in Confluent's wire format to indented JSON. Unions are shown as what they hold, bytes in base 64.</summary>
    /// <exception cref="InvalidMessageException">The value is not what its schema says, or the registry does not know the schema.</exception>
    /// <exception cref="SchemaRegistryException">The registry did not answer.</exception>
    public Task<string> DecodeAsync(ReadOnlyMemory<byte> value, CancellationToken cancellationToken) => DecodeAsync(value, headers: null, cancellationToken);

    /// <summary>Decodes a value whose schema may be named in the message's headers.</summary>
    /// <inheritdoc cref="DecodeAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    public async Task<string> DecodeAsync(ReadOnlyMemory<byte> value, Headers? headers, CancellationToken cancellationToken)
    {
        var context = new SerializationContext(MessageComponentType.Value, topic: "", headers);
        var key = WireFormat.ReadSchemaKey(value.Span, context, out var start);
        string schema;
        try
        {
            var definition = key.IsGuid ? await registry.GetSchemaByGuidAsync(key.Guid, cancellationToken) : await registry.GetSchemaAsync(key.Id, cancellationToken);
            schema = await registry.ResolveReferencesAsync(definition, cancellationToken);
        }
        catch (SchemaParseException e)
        {
            throw InvalidSchema(key, e);
        }
        catch (SchemaRegistryException e) when (e.ErrorCode == SchemaRegistryErrorCodes.SchemaNotFound)
        {
            throw new InvalidMessageException($"The schema registry does not know the schema id {key}.", e) { SchemaId = $"{key}" };
        }

        return Format(Decode(value.Span, start, schema, key));
    }

    private static object? Decode(ReadOnlySpan<byte> value, int start, string schemaText, SchemaKey key)
    {
        Schema schema;
        try
        {
            schema = SchemaText.Parse(schemaText);
        }
        catch (SchemaParseException e)
        {
            throw InvalidSchema(key, e);
        }

        try
        {
            var reader = new AvroReader(value, start);
            var decoded = GenericReader.Read(schema, ref reader);
            reader.EnsureEnd();
            return decoded;
        }
        catch (InvalidMessageException e)
        {
            var field = FieldPath.At(schema, value, start, e.Position ?? start);
            throw new InvalidMessageException(
                $"The value is not what its schema (id {key}) says{(field is null ? "" : $", in the field {field}")}: {e.Message}", e.InnerException)
            {
                SchemaId = $"{key}",
                Field = field,
                Position = e.Position,
            };
        }
    }

    private static InvalidMessageException InvalidSchema(SchemaKey key, SchemaParseException cause) =>
        new($"The schema with the id {key} is invalid: {cause.Message}", cause) { SchemaId = $"{key}" };

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
