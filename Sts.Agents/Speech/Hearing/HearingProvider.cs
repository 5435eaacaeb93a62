namespace Sts.Agents.Speech.Hearing;

/// <summary>What turns sound into text (<c>Hearing:Provider</c>).</summary>
public enum HearingProvider
{
    /// <summary>The HTTP endpoint if one is configured, else a Wyoming server if one is configured, else pocketsphinx if it is installed, else nothing.</summary>
    Auto,

    /// <summary>An OpenAI-compatible <c>/audio/transcriptions</c> endpoint.</summary>
    Http,

    /// <summary>A server that speaks the Wyoming protocol.</summary>
    Wyoming,

    /// <summary>The installed <c>pocketsphinx_continuous</c>.</summary>
    Pocketsphinx,

    /// <summary>Nothing is heard.</summary>
    None,
}
