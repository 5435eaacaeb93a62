namespace Sts.Core.Schemas.Evolution;

/// <summary>What would come of registering a schema.</summary>
public enum SchemaVerdict
{
    /// <summary>The subject has it already.</summary>
    Registered,

    /// <summary>The subject has no version yet, so there is nothing to break.</summary>
    New,

    /// <summary>It can follow.</summary>
    Compatible,

    /// <summary>Readers would break that the level protects.</summary>
    Incompatible,
}
