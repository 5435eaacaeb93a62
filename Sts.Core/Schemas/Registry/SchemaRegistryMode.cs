namespace Sts.Core.Schemas.Registry;

/// <summary>What may be changed in the registry, or in one of its subjects. Source: Confluent, "Schema Registry API Reference", mode.</summary>
public enum SchemaRegistryMode
{
    /// <summary>Everything.</summary>
    ReadWrite,

    /// <summary>Nothing, except in subjects with a mode of their own.</summary>
    ReadOnly,

    /// <summary>Nothing, whatever the subjects' own modes are.</summary>
    ReadOnlyOverride,

    /// <summary>Schemas are registered with the ids that they had elsewhere, and are not checked for compatibility.</summary>
    Import,
}
