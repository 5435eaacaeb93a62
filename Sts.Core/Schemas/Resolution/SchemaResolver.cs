using System.Runtime.CompilerServices;
using Avro;

namespace Sts.Core.Schemas.Resolution;

/// <summary>
/// Finds out how to read with one schema what was written with another. Source: Apache Avro specification, "Schema Resolution". Where it
/// leaves a choice, as between several branches of a union, we choose as Apache's Java library does.
/// </summary>
internal sealed class SchemaResolver
{
    // A type may contain itself, and be used in many places.
    private readonly Dictionary<(Schema Writer, Schema Reader), RecordCopier> _records = new(ReferencePairs.Instance);

    /// <summary>How values of a writer become those of a reader.</summary>
    /// <returns>An <see cref="UnresolvableCopier"/> when no value can.</returns>
    public static ValueCopier Resolve(Schema writer, Schema reader) => new SchemaResolver().Visit(writer, reader);

    private ValueCopier Visit(Schema writer, Schema reader)
    {
        if (IsAnotherDecimal(writer, reader))
            return Unresolvable(writer, reader);

        return (Base(writer), Base(reader)) switch
        {
            (UnionSchema from, var to) => new UnionCopier([.. from.Schemas.Select(branch => Visit(branch, to))]),
            (var from, UnionSchema to) => VisitBranches(from, to),
            (RecordSchema from, RecordSchema to) when AvroNames.Match(from, to) => VisitRecord(from, to),
            (EnumSchema from, EnumSchema to) when AvroNames.Match(from, to) => new EnumCopier(from, to),
            (FixedSchema from, FixedSchema to) when AvroNames.Match(from, to) && from.Size == to.Size => new FixedCopier(from.Size),
            (ArraySchema from, ArraySchema to) => new ItemsCopier(Visit(from.ItemSchema, to.ItemSchema), hasKeys: false),
            (MapSchema from, MapSchema to) => new ItemsCopier(Visit(from.ValueSchema, to.ValueSchema), hasKeys: true),
            (PrimitiveSchema from, PrimitiveSchema to) when from.Tag == to.Tag || PrimitiveCopier.IsPromotable(from.Tag, to.Tag) =>
                new PrimitiveCopier(from.Tag, to.Tag),
            _ => Unresolvable(writer, reader),
        };
    }

    private ValueCopier VisitBranches(Schema writer, UnionSchema reader)
    {
        var copiers = reader.Schemas.Select(branch => Visit(writer, branch)).ToList();
        // The same type comes before one that needs a promotion, and the same full name before the same name elsewhere.
        var branch = Find(branch => branch.Tag == writer.Tag && branch.Fullname == writer.Fullname);
        if (branch < 0)
            branch = Find(branch => branch.Tag == writer.Tag);
        if (branch < 0)
            branch = Find(_ => true);

        return branch < 0 ? Unresolvable(writer, reader) : new BranchCopier(branch, copiers[branch]);

        int Find(Func<Schema, bool> isPreferred) =>
            Enumerable.Range(0, copiers.Count).FirstOrDefault(i => copiers[i] is not UnresolvableCopier && isPreferred(Base(reader[i])), -1);
    }

    private ValueCopier VisitRecord(RecordSchema writer, RecordSchema reader)
    {
        if (_records.TryGetValue((writer, reader), out var known))
            return known;

        var copier = _records[(writer, reader)] = new RecordCopier(writer.Fields);
        copier.SetParts([.. reader.Fields.Select(field => VisitField(writer, reader, field))]);
        return copier.Missing ?? (ValueCopier)copier;
    }

    private RecordPart VisitField(RecordSchema writer, RecordSchema reader, Field field)
    {
        if (AvroNames.FindField(writer, field) is { } written)
            return new RecordPart(written.Pos, Visit(written.Schema, field.Schema));

        return new RecordPart(RecordPart.None, field.DefaultValue is null
            ? new UnresolvableCopier($"the field {field.Name} of {reader.Fullname} is missing in what was written, and has no default.")
            : DefaultValue.TryEncode(field.Schema, field.DefaultValue, out var encoded)
                ? new ConstantCopier(encoded)
                : new UnresolvableCopier($"the default of the field {field.Name} of {reader.Fullname} is not of its type."));
    }

    // For a decimal, the specification has more to say than for other logical types, which are read as what they are based on.
    private static bool IsAnotherDecimal(Schema writer, Schema reader) =>
        writer is LogicalSchema { LogicalTypeName: "decimal" } && reader is LogicalSchema { LogicalTypeName: "decimal" } &&
        (writer.GetProperty("precision"), writer.GetProperty("scale") ?? "0") != (reader.GetProperty("precision"), reader.GetProperty("scale") ?? "0");

    private static Schema Base(Schema schema) => schema is LogicalSchema logical ? logical.BaseSchema : schema;

    private static UnresolvableCopier Unresolvable(Schema writer, Schema reader) =>
        new($"it was written as {AvroNames.Describe(writer)}, which is not readable as {AvroNames.Describe(reader)}.");

    // Avro's own equality compares contents, recursively; what we need to know is whether we have been here.
    private sealed class ReferencePairs : IEqualityComparer<(Schema Writer, Schema Reader)>
    {
        public static readonly ReferencePairs Instance = new();

        public bool Equals((Schema Writer, Schema Reader) x, (Schema Writer, Schema Reader) y) =>
            ReferenceEquals(x.Writer, y.Writer) && ReferenceEquals(x.Reader, y.Reader);

        public int GetHashCode((Schema Writer, Schema Reader) pair) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Writer), RuntimeHelpers.GetHashCode(pair.Reader));
    }
}
