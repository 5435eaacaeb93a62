using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech;

/// <summary>How answers are spoken: the configuration section <c>Speech</c>.</summary>
public sealed class SpeechOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Speech";

    /// <summary>What turns text into sound.</summary>
    /// <value>Default: <see cref="SpeechProvider.Auto"/>.</value>
    public SpeechProvider Provider { get; set; } = SpeechProvider.Auto;

    /// <summary>Where speech goes.</summary>
    /// <value>Default: <see cref="SpeechOutput.Auto"/>.</value>
    public SpeechOutput Output { get; set; } = SpeechOutput.Auto;

    /// <summary>An answer older than this is not spoken.</summary>
    /// <value>Default: 60 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Speech:MaxAge must be between 00:00:01 and 1.00:00:00.")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the WAV files go with <see cref="SpeechOutput.File"/>.</summary>
    /// <value>Default: <c>speech</c> in <c>Data:Directory</c>.</value>
    public string? Directory { get; set; }

    /// <summary>How many WAV files are kept; the ones written first go first.</summary>
    /// <value>Default: 1,000.</value>
    [Range(1, 100_000, ErrorMessage = "Speech:KeepFiles must be between 1 and 100000.")]
    public int KeepFiles { get; set; } = 1000;

    /// <summary>The voice, by the provider's name for it, such as <c>en-us+f3</c> for espeak-ng.</summary>
    /// <value>Default: the provider's own.</value>
    public string? Voice { get; set; }

    /// <summary>How fast: 1 is the provider's normal speed. espeak-ng does not go below about half.</summary>
    /// <value>Default: 1.</value>
    [Range(0.25, 4.0, ErrorMessage = "Speech:Speed must be between 0.25 and 4; 1 is the normal speed.")]
    public double Speed { get; set; } = 1;

    /// <summary>Longer text is cut at a sentence's end before this many UTF-16 characters.</summary>
    /// <value>Default: 1,000, about a minute of speech.</value>
    [Range(20, 4096, ErrorMessage = "Speech:MaxTextLength must be between 20 and 4096 characters.")]
    public int MaxTextLength { get; set; } = 1000;

    /// <summary>
    /// The player's command line, such as <c>aplay -q -D plughw:1</c>. It gets the WAV on its standard input, or, where an argument
    /// holds <c>{file}</c>, as a file. It is started directly, not by a shell; quote what holds spaces.
    /// </summary>
    /// <value>Default: none; the player is found.</value>
    public string? Player { get; set; }

    /// <summary>The HTTP endpoint.</summary>
    /// <value>Default: no endpoint.</value>
    public HttpSpeechOptions Http { get; set; } = new();
}
