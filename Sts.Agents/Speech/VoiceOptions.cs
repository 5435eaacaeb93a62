using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech;

/// <summary>How one user is spoken to: the configuration section <c>Speech:Users:&lt;user&gt;</c>.</summary>
public sealed class VoiceOptions
{
    /// <summary>The voice, by the name that the first provider of <see cref="SpeechOptions.Provider"/> has for it.</summary>
    /// <value>Default: as for everybody.</value>
    public string? Voice { get; set; }

    /// <summary>Voices at single providers, such as <c>Speech:Users:alice:Voices:Piper</c>, because each has other names for them.</summary>
    /// <value>Default: none.</value>
    public Dictionary<string, string> Voices { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The language, such as <c>de</c> or <c>en-US</c>, for speaking and for hearing.</summary>
    /// <value>Default: <see cref="SpeechOptions.Language"/>.</value>
    public string? Language { get; set; }

    /// <summary>How fast: 1 is the provider's normal speed.</summary>
    /// <value>Default: <see cref="SpeechOptions.Speed"/>.</value>
    [Range(0.25, 4.0, ErrorMessage = "Speech:Users:<user>:Speed must be between 0.25 and 4; 1 is the normal speed.")]
    public double? Speed { get; set; }
}
