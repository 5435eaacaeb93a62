using Avro;
using Newtonsoft.Json.Linq;

namespace Sts.Core.Schemas.Generation;

/// <summary>A field of a record which is being generated.</summary>
/// <param name="Avro">The schema's field.</param>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsOptional">Whether the parameter can be left out.</param>
internal sealed record GeneratedField(Field Avro, string Name, GeneratedType Type, bool IsOptional)
{
    /// <summary>The parameter of the record.</summary>
    public string Parameter => $"{Type.Name} {Name}{(IsOptional ? " = null" : "")}";

    public static IReadOnlyList<GeneratedField> From(RecordSchema record)
    {
        var recordName = MemberName.Of(record.Name);
        var fields = new List<GeneratedField>();
        // C# allows optional parameters only behind all others, so this goes from the last to the first.
        var optional = true;
        foreach (var field in record.Fields.AsEnumerable().Reverse())
        {
            var type = GeneratedType.From(field.Schema)
                ?? throw new SchemaGenerationException(
                    $"Field '{field.Name}' of schema {record.Fullname} has the type {field.Schema}, which is not supported. " +
                    "Supported are null, boolean, int, long, float, double, string, bytes, a union of null with one of them, and arrays of these.");
            optional &= type.IsNullable && field.DefaultValue is { Type: JTokenType.Null };
            fields.Insert(0, new GeneratedField(field, MemberName.OfProperty(field.Name, recordName), type, optional));
        }

        if (fields.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw new SchemaGenerationException(
                $"The fields {string.Join(" and ", same.Select(f => $"'{f.Avro.Name}'"))} of schema {record.Fullname} would both be called {same.Key}.");

        return fields;
    }
}
