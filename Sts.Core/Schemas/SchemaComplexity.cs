using Avro;

namespace Sts.Core.Schemas;

/// <summary>
/// Guards against writer's schemas which Apache.Avro can't resolve: it expands the types of fields which the reader does
/// not have without looking whether it has been there, so a type that contains itself overflows the stack (which ends the
/// process), and one that doubles at every level takes forever.
/// </summary>
internal static class SchemaComplexity
{
    private const int MaxTypes = 10_000;
    private const int MaxDepth = 64;

    /// <summary>Whether the schema can be written out in full within sensible bounds.</summary>
    public static bool IsExpandable(Schema schema)
    {
        var budget = MaxTypes;
        return Fits(schema, 0, ref budget);
    }

    private static bool Fits(Schema schema, int depth, ref int budget)
    {
        if (--budget < 0 || depth > MaxDepth)
            return false;

        foreach (var child in Children(schema))
            if (!Fits(child, depth + 1, ref budget))
                return false;

        return true;
    }

    private static IEnumerable<Schema> Children(Schema schema) => schema switch
    {
        RecordSchema record => record.Fields.Select(f => f.Schema),
        ArraySchema array => [array.ItemSchema],
        MapSchema map => [map.ValueSchema],
        UnionSchema union => union.Schemas,
        _ => [],
    };
}
