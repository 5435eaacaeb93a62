using System.ComponentModel.DataAnnotations;

namespace Sts.Agents.Speech;

/// <summary>An OpenAI-compatible speech endpoint: the configuration section <c>Speech:Http</c>.</summary>
public sealed class HttpSpeechOptions
{
    /// <summary>The base URL, such as <c>http://127.0.0.1:8000/v1</c>; requests go to <c>{Endpoint}/audio/speech</c>.</summary>
    /// <value>Default: none.</value>
    public string? Endpoint { get; set; }

    /// <summary>The bearer key. It is never logged.</summary>
    /// <value>Default: none; nothing is sent.</value>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the bearer key; read at each request, so that the key can change while the host runs.</summary>
    /// <value>Default: none.</value>
    public string? ApiKeyFile { get; set; }

    /// <summary>The model's name.</summary>
    /// <value>Default: <c>tts-1</c>.</value>
    [Required(ErrorMessage = "Speech:Http:Model is empty. Name the model that the endpoint serves, such as tts-1.")]
    public string Model { get; set; } = "tts-1";

    /// <summary>The voice at this endpoint.</summary>
    /// <value>Default: <see cref="SpeechOptions.Voice"/>, else <c>alloy</c>.</value>
    public string? Voice { get; set; }

    /// <summary>What the endpoint is asked for.</summary>
    /// <value>Default: <see cref="HttpSpeechFormat.Wav"/>.</value>
    public HttpSpeechFormat Format { get; set; } = HttpSpeechFormat.Wav;

    /// <summary>The sample rate of what comes with <see cref="HttpSpeechFormat.Pcm"/>, which does not say it itself, in Hz.</summary>
    /// <value>Default: 24,000, as OpenAI has it.</value>
    [Range(8000, 48_000, ErrorMessage = "Speech:Http:PcmSampleRate must be between 8000 and 48000.")]
    public int PcmSampleRate { get; set; } = 24_000;

    /// <summary>
    /// Whether the sound is played as it arrives, before the endpoint has finished. Then a connection that breaks in the middle of it
    /// can't be made up for by another attempt.
    /// </summary>
    /// <value>Default: false; each sentence is taken as a whole.</value>
    public bool Stream { get; set; }

    /// <summary>The time for one sentence, all attempts together.</summary>
    /// <value>Default: 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "Speech:Http:Timeout must be between 00:00:00.100 and 00:10:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many times a failure that may pass (connection, 408, 429, 5xx) is tried again.</summary>
    /// <value>Default: 2.</value>
    [Range(0, 10, ErrorMessage = "Speech:Http:Retries must be between 0 and 10.")]
    public int Retries { get; set; } = 2;
}
