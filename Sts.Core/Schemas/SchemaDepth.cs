using Avro;

namespace Sts.Core.Schemas;

/// <summary>
/// How far types could lead from one to the next. Whoever follows a schema goes down as far, in Apache.Avro as well as here, and a stack that is used up
/// ends the process. JSON's depth does not limit it: each type of a long list can name the one before.
/// </summary>
internal sealed class SchemaDepth
{
    /// <summary>Far more than anybody has.</summary>
    public const int Most = 1000;

    private readonly HashSet<Schema> _named = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    private SchemaDepth()
    {
    }

    /// <summary>At least the number of types on the longest way that does not come back to one.</summary>
    public static int Of(Schema schema)
    {
        var depth = new SchemaDepth();
        return depth.Within(schema) + depth._depth;
    }

    // Types are defined where they are met first, so this goes no deeper than the text.
    private int Within(Schema schema)
    {
        switch (schema)
        {
            case RecordSchema record when _named.Add(record):
                var own = 1 + record.Fields.Select(field => Within(field.Schema)).DefaultIfEmpty().Max();
                _depth += own;
                return 0;
            case UnionSchema union:
                return 1 + union.Schemas.Select(Within).DefaultIfEmpty().Max();
            case ArraySchema array:
                return 1 + Within(array.ItemSchema);
            case MapSchema map:
                return 1 + Within(map.ValueSchema);
            case LogicalSchema logical:
                return 1 + Within(logical.BaseSchema);
            default:
                return 0;
        }
    }
}
