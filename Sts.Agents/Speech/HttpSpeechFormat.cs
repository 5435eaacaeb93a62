namespace Sts.Agents.Speech;

/// <summary>What an OpenAI-compatible endpoint is asked for (<c>Speech:Http:Format</c>).</summary>
public enum HttpSpeechFormat
{
    /// <summary>A WAV file.</summary>
    Wav,

    /// <summary>Samples of 16 bits without any header, mono.</summary>
    Pcm,
}
