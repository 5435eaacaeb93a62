using System.Text.Json.Nodes;
using Avro;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Tells whether two types, or two fields, are meant to be the same one.</summary>
internal static class AvroNames
{
    /// <summary>Whether the types have the same name, without their namespaces, or the reader's has the writer's as an alias.</summary>
    public static bool Match(NamedSchema writer, NamedSchema reader) => writer.Name == reader.Name || AliasesOf(reader).Contains(writer.Fullname);

    /// <summary>The field of a writer that a reader's field means: the one of its name, or of one of its aliases; null when there is none.</summary>
    public static Field? FindField(RecordSchema writer, Field reader)
    {
        var names = reader.Aliases is null ? [reader.Name] : reader.Aliases.Prepend(reader.Name);
        return names.Select(name => writer.Fields.Find(field => field.Name == name)).FirstOrDefault(field => field is not null);
    }

    /// <summary>A type in a few words.</summary>
    public static string Describe(Schema schema) => schema switch
    {
        UnionSchema union => $"a union of {string.Join(", ", union.Schemas.Select(Describe))}",
        FixedSchema bytes => $"fixed {bytes.Fullname} of {bytes.Size} bytes",
        NamedSchema named => $"{Schema.GetTypeString(named.Tag)} {named.Fullname}",
        LogicalSchema logical => logical.ToString(),
        _ => schema.Name,
    };

    // Apache.Avro keeps a type's aliases to itself, but writes them.
    private static IEnumerable<string> AliasesOf(NamedSchema schema) =>
        from alias in JsonNode.Parse(schema.ToString())!["aliases"] as JsonArray ?? []
        let name = alias.GetValue<string>()
        select name.Contains('.') || string.IsNullOrEmpty(schema.Namespace) ? name : $"{schema.Namespace}.{name}";
}
