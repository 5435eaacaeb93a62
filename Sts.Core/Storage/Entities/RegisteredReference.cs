namespace Sts.Core.Storage.Entities;

/// <summary>A reference of a schema of the embedded registry to another one; the key is (<see cref="SchemaId"/>, <see cref="Position"/>).</summary>
public sealed class RegisteredReference
{
    /// <summary>The <see cref="RegisteredSchema.Id"/> of the schema that refers.</summary>
    public int SchemaId { get; set; }

    /// <summary>Where it stands among the schema's references, counted from 0.</summary>
    public int Position { get; set; }

    /// <summary>What the schema calls the other one.</summary>
    public required string Name { get; set; }

    /// <summary>The subject that it refers to.</summary>
    public required string Subject { get; set; }

    /// <summary>The version of that subject.</summary>
    public int Version { get; set; }
}
