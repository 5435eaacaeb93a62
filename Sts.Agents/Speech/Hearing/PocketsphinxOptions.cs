using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech.Hearing;

/// <summary>The offline program pocketsphinx: the configuration section <c>Hearing:Pocketsphinx</c>.</summary>
public sealed class PocketsphinxOptions
{
    /// <summary>
    /// A grammar (JSGF) of all that is listened for. With one it is far more reliable than with its model of all English, and understands
    /// nothing else.
    /// </summary>
    /// <value>Default: none; the model of all English.</value>
    public string? Grammar { get; set; }

    /// <summary>How long it may take.</summary>
    /// <value>Default: 60 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Hearing:Pocketsphinx:Timeout must be between 00:00:00.100 and 00:10:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);
}
