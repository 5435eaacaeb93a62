using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech;

/// <summary>How answers are spoken: the configuration section <c>Speech</c>.</summary>
public sealed class SpeechOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Speech";

    /// <summary>
    /// What turns text into sound: a <see cref="SpeechProvider"/>, or several with commas between them, in the order in which they are tried
    /// when one fails.
    /// </summary>
    /// <value>Default: <c>Auto</c>.</value>
    public string Provider { get; set; } = nameof(SpeechProvider.Auto);

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

    /// <summary>The language, such as <c>en-US</c>, for providers that want to know it.</summary>
    /// <value>Default: the provider's own.</value>
    public string? Language { get; set; }

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

    /// <summary>How single users are spoken to, by their names.</summary>
    /// <value>Default: all alike.</value>
    public Dictionary<string, VoiceOptions> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether what is being said to a user stops when that user speaks.</summary>
    /// <value>Default: true.</value>
    public bool BargeIn { get; set; } = true;

    /// <summary>How many answers may wait for their turn for one user; then the oldest one is left out.</summary>
    /// <value>Default: 20.</value>
    [Range(1, 1000, ErrorMessage = "Speech:QueueLength must be between 1 and 1000.")]
    public int QueueLength { get; set; } = 20;

    /// <summary>Memory for sentences that were said before, in bytes; 0 for none.</summary>
    /// <value>Default: 16 MiB, about six minutes of speech.</value>
    [Range(0, 1 << 30, ErrorMessage = "Speech:CacheBytes must be between 0 and 1073741824.")]
    public int CacheBytes { get; set; } = 16 << 20;

    /// <summary>Memory for the last answers as the API offers them, in bytes, with <see cref="SpeechOutput.Web"/>.</summary>
    /// <value>Default: 32 MiB.</value>
    [Range(1 << 20, 1 << 30, ErrorMessage = "Speech:WebBytes must be between 1048576 and 1073741824.")]
    public int WebBytes { get; set; } = 32 << 20;

    /// <summary>How long a provider that failed is left alone while another one can speak.</summary>
    /// <value>Default: 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Speech:RetryAfter must be between 00:00:01 and 01:00:00.")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The HTTP server of Piper.</summary>
    /// <value>Default: no endpoint.</value>
    public PiperOptions Piper { get; set; } = new();

    /// <summary>A Wyoming server.</summary>
    /// <value>Default: no address.</value>
    public WyomingOptions Wyoming { get; set; } = new();

    /// <summary>The HTTP endpoint.</summary>
    /// <value>Default: no endpoint.</value>
    public HttpSpeechOptions Http { get; set; } = new();
}
