namespace Sts.Host.Security;

/// <summary>What the holder of a key may do.</summary>
internal enum AccessRole
{
    /// <summary>Look.</summary>
    Read,

    /// <summary>Look and change.</summary>
    Operate,
}
