using Avro;

namespace Sts.Core.Schemas.Evolution;

/// <summary>Finds what has changed between two versions of a schema, part by part.</summary>
internal sealed class SchemaDiff
{
    private readonly List<SchemaChange> _changes = [];
    // Recursive schemas come back to the same types; what has changed in one of them is said once.
    private readonly HashSet<(string, string)> _seen = [];

    /// <summary>The changes, in the order of the newer schema's fields; those that are gone come last.</summary>
    public static IReadOnlyList<SchemaChange> Between(Schema older, Schema newer)
    {
        var diff = new SchemaDiff();
        diff.Visit(older, newer, newer.Fullname, "");
        return diff._changes;
    }

    private void Visit(Schema older, Schema newer, string path, string name)
    {
        switch (older, newer)
        {
            case (RecordSchema from, RecordSchema to):
                CompareNames(from, to, path);
                if (_seen.Add((from.Fullname, to.Fullname)))
                    VisitFields(from, to, path, name);
                break;
            case (EnumSchema from, EnumSchema to):
                CompareNames(from, to, path);
                foreach (var symbol in to.Symbols.Except(from.Symbols))
                    Add(SchemaChangeKind.Added, path, $"{Label(name)}: symbol {symbol}", SchemaFix.SymbolAdded(symbol));
                foreach (var symbol in from.Symbols.Except(to.Symbols))
                    Add(SchemaChangeKind.Removed, path, $"{Label(name)}: symbol {symbol}", SchemaFix.SymbolRemoved(symbol));
                break;
            case (ArraySchema from, ArraySchema to):
                Visit(from.ItemSchema, to.ItemSchema, path + "[]", name + "[]");
                break;
            case (MapSchema from, MapSchema to):
                Visit(from.ValueSchema, to.ValueSchema, path + "{}", name + "{}");
                break;
            case (UnionSchema from, UnionSchema to) when Branches(from).SequenceEqual(Branches(to)):
                foreach (var (old, now) in InOrder(from).Zip(InOrder(to)))
                    Visit(old, now, path, name);
                break;
            default:
                if (TypeName.Of(older) != TypeName.Of(newer))
                    Add(SchemaChangeKind.Changed, path, $"{Label(name)}: {TypeName.Of(older)} → {TypeName.Of(newer)}", SchemaFix.TypeChanged(older, newer));
                break;
        }
    }

    private void VisitFields(RecordSchema older, RecordSchema newer, string path, string name)
    {
        var prefix = name.Length == 0 ? "" : $"{name}.";
        var kept = new HashSet<string>();
        foreach (var field in newer.Fields)
        {
            var names = field.Aliases is null ? [field.Name] : field.Aliases.Prepend(field.Name);
            if (names.Select(alias => older[alias]).FirstOrDefault(found => found is not null) is { } before)
            {
                kept.Add(before.Name);
                CompareFields(before, field, $"{path}.{field.Name}", prefix + field.Name);
            }
            else
            {
                Add(SchemaChangeKind.Added, $"{path}.{field.Name}", Describe(field, prefix), SchemaFix.FieldAdded(field));
            }
        }

        foreach (var field in older.Fields.Where(field => !kept.Contains(field.Name)))
            Add(SchemaChangeKind.Removed, $"{path}.{field.Name}", Describe(field, prefix), SchemaFix.FieldRemoved(field));
    }

    private void CompareFields(Field older, Field newer, string path, string name)
    {
        if (older.Name != newer.Name)
            Add(SchemaChangeKind.Changed, path, $"{older.Name} → {newer.Name}, with an alias", SchemaFix.FieldRenamed(older));

        Visit(older.Schema, newer.Schema, path, name);
        if (Default(older) != Default(newer))
            Add(SchemaChangeKind.Changed, path, $"{name}: {Default(older)} → {Default(newer)}", SchemaFix.DefaultChanged);
    }

    private void CompareNames(NamedSchema older, NamedSchema newer, string path)
    {
        if (older.Fullname != newer.Fullname)
            Add(SchemaChangeKind.Changed, path, $"{older.Fullname} → {newer.Fullname}", SchemaFix.TypeRenamed(older));
    }

    private void Add(SchemaChangeKind kind, string path, string text, string fix) => _changes.Add(new SchemaChange(kind, path, text, fix));

    private static IEnumerable<Schema> InOrder(UnionSchema union) => union.Schemas.OrderBy(TypeName.Of, StringComparer.Ordinal);

    private static IEnumerable<string> Branches(UnionSchema union) => InOrder(union).Select(TypeName.Of);

    private static string Label(string name) => name.Length == 0 ? "the schema" : name;

    private static string Describe(Field field, string prefix) => $"{prefix}{field.Name}: {TypeName.Of(field.Schema)}, {Default(field)}";

    private static string Default(Field field) =>
        field.DefaultValue is null ? "no default" : $"default {field.DefaultValue.ToString(Newtonsoft.Json.Formatting.None)}";
}
