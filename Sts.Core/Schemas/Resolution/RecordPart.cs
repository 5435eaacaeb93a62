namespace Sts.Core.Schemas.Resolution;

/// <summary>What a field of the reader's record is made from.</summary>
/// <param name="Source">The index of the writer's field; <see cref="None"/> when it has none.</param>
/// <param name="Value">Makes the value.</param>
internal readonly record struct RecordPart(int Source, ValueCopier Value)
{
    /// <summary>The writer does not have the field.</summary>
    public const int None = -1;
}
