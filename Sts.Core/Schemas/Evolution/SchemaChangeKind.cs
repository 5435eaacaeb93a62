namespace Sts.Core.Schemas.Evolution;

/// <summary>What has become of a part of a schema.</summary>
public enum SchemaChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is another one.</summary>
    Changed,
}
