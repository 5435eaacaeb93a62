namespace Sts.Agents.Speech;

/// <summary>What became of an answer.</summary>
/// <param name="Spoken">Whether it was heard, in part at least, or stored.</param>
/// <param name="Detail">How, such as "spoken by espeak-ng to aplay, 2.1 s", or why not.</param>
public sealed record SpeechOutcome(bool Spoken, string Detail)
{
    /// <summary>Whether it was heard only in part, because its user spoke.</summary>
    public bool Interrupted { get; init; }
}
