using System.Text.Json.Nodes;
using Avro;

namespace Sts.Core.Schemas.Registry;

/// <summary>
/// Whether what is written with one schema can be read with another, and why not. Source: Apache Avro specification, "Schema
/// Resolution". Apache.Avro's <c>Schema.CanRead</c> gives no reasons, and takes any two unions for compatible.
/// </summary>
internal sealed class SchemaCompatibility
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<(Schema Reader, Schema Writer), bool> _readable = new(ReferencePairs.Instance);

    /// <summary>What stands in the way, in sentences; empty when everything that is written can be read.</summary>
    public static IReadOnlyList<string> Check(Schema reader, Schema writer)
    {
        var check = new SchemaCompatibility();
        check.Visit(reader, writer, reader.Fullname);
        return check._problems;
    }

    private void Visit(Schema reader, Schema writer, string path)
    {
        if (_readable.TryGetValue((reader, writer), out var readable))
        {
            if (!readable)
                _problems.Add($"{path}: the reader's {reader.Fullname} can't read the writer's {writer.Fullname}.");

            return;
        }

        // Recursive schemas come back to pairs that are being compared; then only the other differences count.
        _readable[(reader, writer)] = true;
        var before = _problems.Count;
        Compare(reader, writer, path);
        _readable[(reader, writer)] = _problems.Count == before;
    }

    private bool CanRead(Schema reader, Schema writer, string path)
    {
        var before = _problems.Count;
        Visit(reader, writer, path);
        var readable = _problems.Count == before;
        _problems.RemoveRange(before, _problems.Count - before);
        return readable;
    }

    private void Compare(Schema reader, Schema writer, string path)
    {
        switch (reader, writer)
        {
            case (_, UnionSchema from):
                foreach (var branch in from.Schemas)
                    Visit(reader, branch, path);
                break;
            case (UnionSchema to, _):
                if (!to.Schemas.Any(branch => CanRead(branch, writer, path)))
                    _problems.Add($"{path}: no branch of the reader's union can read the writer's {writer.Fullname}.");
                break;
            case (RecordSchema to, RecordSchema from) when HaveSameName(to, from, path):
                VisitFields(to, from, path);
                break;
            case (EnumSchema to, EnumSchema from) when HaveSameName(to, from, path):
                foreach (var symbol in from.Symbols.Where(s => to.Default is null && !to.Contains(s)))
                    _problems.Add($"{path}: the writer's symbol {symbol} is missing in the reader's enum, which has no default.");
                break;
            case (FixedSchema to, FixedSchema from) when HaveSameName(to, from, path):
                if (to.Size != from.Size)
                    _problems.Add($"{path}: the reader expects {to.Size} bytes, the writer writes {from.Size}.");
                break;
            case (ArraySchema to, ArraySchema from):
                Visit(to.ItemSchema, from.ItemSchema, path + "[]");
                break;
            case (MapSchema to, MapSchema from):
                Visit(to.ValueSchema, from.ValueSchema, path + "{}");
                break;
            case (NamedSchema, NamedSchema) when reader.Tag == writer.Tag:
                break; // Their names differ, which has been reported.
            default:
                if (!IsSameOrPromotable(writer.Tag, reader.Tag))
                    _problems.Add($"{path}: the reader's {reader.Name} can't read the writer's {writer.Name}.");
                break;
        }
    }

    private void VisitFields(RecordSchema reader, RecordSchema writer, string path)
    {
        foreach (var field in reader.Fields)
        {
            var names = field.Aliases is null ? [field.Name] : field.Aliases.Prepend(field.Name);
            if (names.Select(name => writer[name]).FirstOrDefault(f => f is not null) is { } written)
                Visit(field.Schema, written.Schema, $"{path}.{field.Name}");
            else if (field.DefaultValue is null)
                _problems.Add($"{path}.{field.Name}: the writer does not have this field, and the reader has no default for it.");
        }
    }

    private bool HaveSameName(NamedSchema reader, NamedSchema writer, string path)
    {
        // The specification compares names without their namespaces, and aliases with them.
        if (reader.Name == writer.Name || AliasesOf(reader).Contains(writer.Fullname))
            return true;

        _problems.Add($"{path}: the reader's {reader.Fullname} and the writer's {writer.Fullname} have different names.");
        return false;
    }

    // Apache.Avro keeps a type's aliases to itself, but writes them.
    private static IEnumerable<string> AliasesOf(NamedSchema schema) =>
        from alias in JsonNode.Parse(schema.ToString())!["aliases"] as JsonArray ?? []
        let name = alias.GetValue<string>()
        select name.Contains('.') || string.IsNullOrEmpty(schema.Namespace) ? name : $"{schema.Namespace}.{name}";

    private static bool IsSameOrPromotable(Schema.Type from, Schema.Type to) => from == to || (from, to) is
        (Schema.Type.Int, Schema.Type.Long or Schema.Type.Float or Schema.Type.Double) or
        (Schema.Type.Long, Schema.Type.Float or Schema.Type.Double) or
        (Schema.Type.Float, Schema.Type.Double) or
        (Schema.Type.String, Schema.Type.Bytes) or
        (Schema.Type.Bytes, Schema.Type.String);

    // Avro's own equality compares contents, recursively; what we need to know is whether we have been here.
    private sealed class ReferencePairs : IEqualityComparer<(Schema, Schema)>
    {
        public static readonly ReferencePairs Instance = new();

        public bool Equals((Schema, Schema) x, (Schema, Schema) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Schema, Schema) pair) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item1),
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
