using Avro;
using Sts.Core.Schemas.Binary;

namespace Sts.Core.Schemas.Resolution;

/// <summary>Copies records: fields are matched by their names or aliases, left out where the reader has none, and given their defaults where the writer has none.</summary>
/// <param name="writer">The writer's fields.</param>
internal sealed class RecordCopier(IReadOnlyList<Field> writer) : ValueCopier
{
    // More fields than this are rare, and what is kept on the stack must stay small.
    private const int FieldsOnStack = 64;

    private RecordPart[] _parts = [];
    private bool _isInOrder;

    /// <summary>Sets what the reader's fields are made from, in its order. Apart from the constructor, since a record may contain itself.</summary>
    public void SetParts(RecordPart[] parts)
    {
        _parts = parts;
        var written = parts.Where(part => part.Source != RecordPart.None).Select(part => part.Source).ToArray();
        _isInOrder = written.SequenceEqual(written.Distinct().Order());
    }

    /// <summary>The field that makes any of these records unreadable, because the writer has none and there is no default; usually null.</summary>
    public UnresolvableCopier? Missing =>
        _parts.Where(part => part.Source == RecordPart.None).Select(part => part.Value).OfType<UnresolvableCopier>().FirstOrDefault();

    public override void Copy(ref AvroReader from, ref AvroWriter to)
    {
        from.Enter();
        if (_isInOrder)
            CopyInOrder(ref from, ref to);
        else
            CopyByPosition(ref from, ref to);

        from.Leave();
    }

    private void CopyInOrder(ref AvroReader from, ref AvroWriter to)
    {
        var next = 0;
        foreach (var part in _parts)
        {
            for (; next < part.Source; next++)
                AvroSkipper.Skip(writer[next].Schema, ref from);

            part.Value.Copy(ref from, ref to);
            if (part.Source != RecordPart.None)
                next++;
        }

        for (; next < writer.Count; next++)
            AvroSkipper.Skip(writer[next].Schema, ref from);
    }

    private void CopyByPosition(ref AvroReader from, ref AvroWriter to)
    {
        var positions = writer.Count <= FieldsOnStack ? stackalloc int[writer.Count] : new int[writer.Count];
        var ahead = from;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = ahead.Position;
            AvroSkipper.Skip(writer[i].Schema, ref ahead);
        }

        foreach (var part in _parts)
        {
            if (part.Source != RecordPart.None)
                from.Position = positions[part.Source];

            part.Value.Copy(ref from, ref to);
        }

        from.Position = ahead.Position;
    }
}
