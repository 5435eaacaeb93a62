namespace Sts.Core.Diagnostics.Checks;

/// <summary>How something is.</summary>
public enum CheckLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and is perhaps not what was meant.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Fault,
}
