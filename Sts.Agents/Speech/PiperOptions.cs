using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech;

/// <summary>The HTTP server of Piper: the configuration section <c>Speech:Piper</c>.</summary>
public sealed class PiperOptions
{
    /// <summary>Its address, such as <c>http://127.0.0.1:5000</c>.</summary>
    /// <value>Default: none.</value>
    public string? Endpoint { get; set; }

    /// <summary>The path that takes the text. Servers before Piper 1.4 have it at <c>/</c>.</summary>
    /// <value>Default: <c>/synthesize</c>.</value>
    [RegularExpression("/.*", ErrorMessage = "Speech:Piper:Path must begin with a slash, such as /synthesize, or / for older servers.")]
    [Required(ErrorMessage = "Speech:Piper:Path is empty. Give /synthesize, or / for older servers.")]
    public string Path { get; set; } = "/synthesize";

    /// <summary>The voice there, such as <c>en_US-lessac-medium</c>.</summary>
    /// <value>Default: the one that the server was started with.</value>
    public string? Voice { get; set; }

    /// <summary>The time for one sentence, all attempts together.</summary>
    /// <value>Default: 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Speech:Piper:Timeout must be between 00:00:00.100 and 00:10:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many times a failure that may pass (connection, 408, 429, 5xx) is tried again.</summary>
    /// <value>Default: 1.</value>
    [Range(0, 10, ErrorMessage = "Speech:Piper:Retries must be between 0 and 10.")]
    public int Retries { get; set; } = 1;
}
