namespace Sts.Agents.Speech;

/// <summary>What turns text into sound (<c>Speech:Provider</c>).</summary>
public enum SpeechProvider
{
    /// <summary>What is configured or installed: the HTTP endpoint, Piper, a Wyoming server, espeak-ng, in this order; else nothing.</summary>
    Auto,

    /// <summary>An OpenAI-compatible <c>/audio/speech</c> endpoint.</summary>
    Http,

    /// <summary>The HTTP server of Piper.</summary>
    Piper,

    /// <summary>A server that speaks the Wyoming protocol.</summary>
    Wyoming,

    /// <summary>The installed <c>espeak-ng</c> or <c>espeak</c>.</summary>
    Espeak,

    /// <summary>Nothing is spoken.</summary>
    None,
}
