using System.Text;
using Avro;
using Sts.Core.Messaging;

namespace Sts.Core.Schemas.Binary;

/// <summary>
/// Tells which field a byte belongs to, so that a message that can't be read can be told of by the field's name. Reading itself keeps no
/// account of where it is; the value is walked through once more when something is wrong with it.
/// </summary>
internal sealed class FieldPath
{
    private readonly List<(string? Name, int Index)> _steps = [];

    /// <summary>The path of the field at a position, such as <c>segments[2].timestamp</c>; entries of maps are counted like items.</summary>
    /// <param name="schema">The schema that the value was written with.</param>
    /// <param name="value">The whole value.</param>
    /// <param name="start">Where its Avro data begins.</param>
    /// <param name="position">The position.</param>
    /// <returns>Null when no field is there.</returns>
    public static string? At(Schema schema, ReadOnlySpan<byte> value, int start, int position)
    {
        var path = new FieldPath();
        var reader = new AvroReader(value, start);
        var isFound = true;
        try
        {
            isFound = path.Find(schema, ref reader, position);
        }
        catch (InvalidMessageException)
        {
            // The value goes no further than this field.
        }

        return isFound && path._steps.Count > 0 ? path.ToString() : null;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in _steps)
        {
            if (name is null)
                text.Append('[').Append(index).Append(']');
            else
                text.Append(text.Length > 0 ? "." : "").Append(name);
        }

        return text.ToString();
    }

    // Whether the position lies in a value. If it does, or the value breaks off, the steps that lead there stay.
    private bool Find(Schema schema, ref AvroReader reader, int position)
    {
        switch (schema)
        {
            case RecordSchema record:
                reader.Enter();
                foreach (var field in record.Fields)
                    if (FindIn(field.Schema, (field.Name, 0), ref reader, position))
                        return true;

                reader.Leave();
                return false;
            case ArraySchema array:
                return FindInItems(array.ItemSchema, hasKeys: false, ref reader, position);
            case MapSchema map:
                return FindInItems(map.ValueSchema, hasKeys: true, ref reader, position);
            case UnionSchema union:
                var branch = union[reader.ReadUnionIndex(union.Count)];
                return reader.Position > position || Find(branch, ref reader, position);
            case LogicalSchema logical:
                return Find(logical.BaseSchema, ref reader, position);
            default:
                AvroSkipper.Skip(schema, ref reader);
                return reader.Position > position;
        }
    }

    private bool FindInItems(Schema items, bool hasKeys, ref AvroReader reader, int position)
    {
        reader.Enter();
        var index = 0;
        for (var count = reader.ReadBlockCount(); count > 0; count = reader.ReadBlockCount())
        {
            if (reader.Position > position)
                return true;

            for (var i = 0; i < count; i++)
            {
                if (hasKeys)
                    reader.ReadBytesSpan();

                if (reader.Position > position || FindIn(items, (null, index++), ref reader, position))
                    return true;
            }
        }

        reader.Leave();
        return reader.Position > position;
    }

    private bool FindIn(Schema schema, (string? Name, int Index) step, ref AvroReader reader, int position)
    {
        _steps.Add(step);
        if (Find(schema, ref reader, position))
            return true;

        _steps.RemoveAt(_steps.Count - 1);
        return false;
    }
}
