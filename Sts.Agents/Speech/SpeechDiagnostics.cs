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

    /// <summary>Tag: the provider's name.</summary>
    public const string ProviderTag = "sts.speech.provider";

    /// <summary>Tag: <c>synthesis</c> or <c>playback</c>.</summary>
    public const string StageTag = "sts.speech.stage";

    /// <summary>Tag: the exception's type.</summary>
    public const string ErrorTag = "error.type";
}
