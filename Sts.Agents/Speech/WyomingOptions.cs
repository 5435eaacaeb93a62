using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech;

/// <summary>A server that speaks the Wyoming protocol: the sections <c>Speech:Wyoming</c> and <c>Hearing:Wyoming</c>.</summary>
public sealed class WyomingOptions
{
    /// <summary>Host and port, such as <c>127.0.0.1:10200</c>.</summary>
    /// <value>Default: none.</value>
    public string? Address { get; set; }

    /// <summary>For speaking, the voice there; for hearing, the model.</summary>
    /// <value>Default: the server's own.</value>
    public string? Name { get; set; }

    /// <summary>How long the server may be silent.</summary>
    /// <value>Default: 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "The Timeout of a Wyoming server must be between 00:00:00.100 and 00:10:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
