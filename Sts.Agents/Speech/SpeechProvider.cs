namespace Sts.Agents.Speech;

/// <summary>What turns text into sound (<c>Speech:Provider</c>).</summary>
public enum SpeechProvider
{
    /// <summary>The HTTP endpoint if one is configured, else espeak-ng if it is installed, else nothing.</summary>
    Auto,

    /// <summary>An OpenAI-compatible <c>/audio/speech</c> endpoint.</summary>
    Http,

    /// <summary>The installed <c>espeak-ng</c> or <c>espeak</c>.</summary>
    Espeak,

    /// <summary>Nothing is spoken.</summary>
    None,
}
