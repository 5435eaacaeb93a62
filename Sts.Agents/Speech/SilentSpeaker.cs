namespace Sts.Agents.Speech;

/// <summary>Speaks on hosts that can't, and says why.</summary>
internal sealed class SilentSpeaker(string why) : ISpeaker
{
    public bool IsAudible => false;

    public bool IsBusy => false;

    public Task<SpeechOutcome> SpeakAsync(
        string text, SpeechLabel label, Func<CancellationToken, Task<bool>> claim, CancellationToken cancellationToken) =>
        Task.FromResult(new SpeechOutcome(false, why));

    public void Hear(string userId, string text, DateTimeOffset timestamp)
    {
    }
}
