namespace Sts.Core.Schemas.Evolution;

/// <summary>Whose messages can't be read by whom.</summary>
public enum BrokenReader
{
    /// <summary>A reader with the newer schema can't read what was written with the older one: BACKWARD and FULL forbid that.</summary>
    Newer,

    /// <summary>A reader with the older schema can't read what is written with the newer one: FORWARD and FULL forbid that.</summary>
    Older,
}
