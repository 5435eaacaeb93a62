namespace Sts.Agents.Speech;

/// <summary>What is known of an answer while it is spoken.</summary>
internal sealed class SpokenAnswer(SpeechLabel label, Func<CancellationToken, Task<bool>> claim)
{
    private readonly List<string> _voices = [];

    public SpeechLabel Label => label;

    public Func<CancellationToken, Task<bool>> Claim => claim;

    /// <summary>Whether this host is the one to speak it.</summary>
    public bool Claimed { get; set; }

    /// <summary>When the first sound went to the output, as <see cref="TimeProvider"/> counts; null before.</summary>
    public long? Start { get; set; }

    /// <summary>How much sound went to the output.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Whether its synthesis came to an early end.</summary>
    public bool SynthesisFailed { get; set; }

    /// <summary>Who spoke it, in the order of their sentences.</summary>
    public IReadOnlyList<string> Voices => _voices;

    public void SpokenBy(string voice)
    {
        if (!_voices.Contains(voice))
            _voices.Add(voice);
    }
}
