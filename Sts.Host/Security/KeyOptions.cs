namespace Sts.Host.Security;

/// <summary>A key that somebody may ask with: the section <c>Http:Keys:&lt;name&gt;</c>. The key is given in one of three ways.</summary>
internal sealed class KeyOptions
{
    /// <summary>What its holder may do.</summary>
    /// <value>The default is <see cref="AccessRole.Read"/>.</value>
    public AccessRole Role { get; set; }

    /// <summary>The key itself: at least 20 printable ASCII characters. For environment variables; files that are committed are no place for it.</summary>
    public string? Key { get; set; }

    /// <summary>A file that holds the key and nothing else.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The SHA-256 of the key, in hexadecimal digits; what can be read here does not open anything.</summary>
    public string? KeyHash { get; set; }
}
