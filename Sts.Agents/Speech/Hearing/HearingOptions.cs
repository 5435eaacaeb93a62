using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech.Hearing;

/// <summary>How recordings are understood: the configuration section <c>Hearing</c>.</summary>
public sealed class HearingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Hearing";

    /// <summary>What turns sound into text: a <see cref="HearingProvider"/>, or one of a plugin.</summary>
    /// <value>Default: <c>Auto</c>.</value>
    public string Provider { get; set; } = nameof(HearingProvider.Auto);

    /// <summary>The language of users that have none of their own, such as <c>en-US</c>.</summary>
    /// <value>Default: <see cref="SpeechOptions.Language"/>.</value>
    public string? Language { get; set; }

    /// <summary>The largest recording, in bytes.</summary>
    /// <value>Default: 16 MiB, about eight minutes at 16 kHz.</value>
    [Range(1024, 256 << 20)]
    public int MaxBytes { get; set; } = 16 << 20;

    /// <summary>The HTTP endpoint.</summary>
    /// <value>Default: no endpoint.</value>
    public HttpHearingOptions Http { get; set; } = new();

    /// <summary>A Wyoming server.</summary>
    /// <value>Default: no address.</value>
    public WyomingOptions Wyoming { get; set; } = new();

    /// <summary>The program pocketsphinx.</summary>
    /// <value>Default: as it is installed.</value>
    public PocketsphinxOptions Pocketsphinx { get; set; } = new();
}
