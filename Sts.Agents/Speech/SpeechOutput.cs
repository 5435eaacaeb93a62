namespace Sts.Agents.Speech;

/// <summary>Where speech goes (<c>Speech:Output</c>).</summary>
public enum SpeechOutput
{
    /// <summary>A player that is installed and has a device, else WAV files.</summary>
    Auto,

    /// <summary>The machine's audio player.</summary>
    Player,

    /// <summary>WAV files in <c>Speech:Directory</c>.</summary>
    File,

    /// <summary>The API, for web pages: each user's answers at <c>/api/actions/{id}/audio</c>.</summary>
    Web,

    /// <summary>Nowhere, so nothing is synthesised either.</summary>
    None,
}
