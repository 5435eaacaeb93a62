namespace Sts.Agents.Speech;

/// <summary>Speaks on hosts that can't, and says why.</summary>
internal sealed class SilentSpeaker(string why) : ISpeaker
{
    public Task<SpeechOutcome> SpeakAsync(string text, SpeechLabel label, CancellationToken cancellationToken) =>
        Task.FromResult(new SpeechOutcome(false, why));
}
