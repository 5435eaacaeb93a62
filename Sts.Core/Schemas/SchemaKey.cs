namespace Sts.Core.Schemas;

/// <summary>What a message says of its schema: the registry's id, or the GUID that is made from the schema's text.</summary>
/// <param name="Id">The id; 0 where there is a GUID.</param>
/// <param name="Guid">The GUID; empty where there is an id.</param>
internal readonly record struct SchemaKey(int Id, Guid Guid)
{
    /// <summary>Whether it is a GUID.</summary>
    public bool IsGuid => Guid != Guid.Empty;

    /// <inheritdoc />
    public override string ToString() => IsGuid ? $"{Guid}" : $"{Id}";
}
