namespace Sts.Agents.Speech;

/// <summary>Names of what speech measures.</summary>
public static class SpeechDiagnostics
{
    /// <summary>The meter.</summary>
    public const string MeterName = "Sts.Speech";

    /// <summary>Histogram: how long a synthesis took, in seconds, by <see cref="ProviderTag"/> and, if it failed, <see cref="ErrorTag"/>.</summary>
    public const string SynthesisDuration = "sts.speech.synthesis.duration";

    /// <summary>Counter: answers that failed, by <see cref="StageTag"/>.</summary>
    public const string Failures = "sts.speech.failures";

    /// <summary>Counter: answers that were not spoken because they were older than <see cref="SpeechOptions.MaxAge"/>.</summary>
    public const string Expired = "sts.speech.expired";

    /// <summary>Counter: answers that were broken off, or left out after a stop or for newer ones.</summary>
    public const string Interrupted = "sts.speech.interrupted";

    /// <summary>Counter: sentences that came from memory, because they were said before.</summary>
    public const string Cached = "sts.speech.cached";

    /// <summary>Histogram: from the timestamp of an utterance to the first sound of its answer, in seconds.</summary>
    public const string FirstAudio = "sts.speech.first_audio.duration";

    /// <summary>Tag: the provider's name.</summary>
    public const string ProviderTag = "sts.speech.provider";

    /// <summary>Tag: <c>synthesis</c> or <c>playback</c>.</summary>
    public const string StageTag = "sts.speech.stage";

    /// <summary>Tag: the exception's type.</summary>
    public const string ErrorTag = "error.type";
}
