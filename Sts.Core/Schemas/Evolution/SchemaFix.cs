using Avro;
using Sts.Core.Schemas.Registry;

namespace Sts.Core.Schemas.Evolution;

/// <summary>What to do about a change that breaks readers.</summary>
internal static class SchemaFix
{
    public const string DefaultChanged = "Keep the default: a reader needs it for messages without the field.";

    public static string FieldAdded(Field field) => field.DefaultValue is null
        ? $"Give {field.Name} a default{Suggestion(field.Schema)}: readers need it for messages without the field."
        : "Let every reader have the new version before a writer does.";

    public static string FieldRemoved(Field field) =>
        $"Keep {field.Name}: readers with the older version have no default for it. Or let every reader have the new version first, at level BACKWARD.";

    public static string FieldRenamed(Field older) =>
        $"Keep the name {older.Name}: only readers with the newer version know the alias. Or let every reader have that first, at level BACKWARD.";

    public static string TypeRenamed(NamedSchema older) => $"Keep the name {older.Fullname}, or add it to the aliases of the new one.";

    public static string SymbolAdded(string symbol) =>
        $"Let every reader have the new version before a writer sends {symbol}, at level BACKWARD; or give the enum a default one version earlier.";

    public static string SymbolRemoved(string symbol) => $"Keep {symbol}, or give the enum a default, which readers then take for it.";

    public static string TypeChanged(Schema older, Schema newer) => SchemaCompatibility.Check(newer, older).Count == 0
        ? $"Let every reader have the new version before a writer does, at level BACKWARD: whoever reads {TypeName.Of(newer)} also reads {TypeName.Of(older)}, but not the other way round."
        : $"Keep {TypeName.Of(older)}, and add a field of another name, with a default, for {TypeName.Of(newer)}.";

    private static string Suggestion(Schema schema) => schema.Tag switch
    {
        Schema.Type.String or Schema.Type.Bytes => ", such as \"default\": \"\"",
        Schema.Type.Int or Schema.Type.Long or Schema.Type.Float or Schema.Type.Double => ", such as \"default\": 0",
        Schema.Type.Boolean => ", such as \"default\": false",
        Schema.Type.Array => ", such as \"default\": []",
        Schema.Type.Map => ", such as \"default\": {}",
        Schema.Type.Union when schema is UnionSchema { Schemas: [{ Tag: Schema.Type.Null }, ..] } => ", such as \"default\": null",
        _ => "",
    };
}
