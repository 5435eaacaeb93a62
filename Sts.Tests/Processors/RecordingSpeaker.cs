using Sts.Agents.Speech;

namespace Sts.Tests.Processors;

/// <summary>Remembers what it was asked to say, and fails when it is told to.</summary>
internal sealed class RecordingSpeaker : ISpeaker
{
    public List<string> Spoken { get; } = [];

    /// <summary>How many answers it was not to speak after all.</summary>
    public int Refused { get; private set; }

    public bool Fails { get; set; }

    public bool IsAudible { get; set; }

    public bool IsBusy => true;

    public List<(string User, string Text, DateTimeOffset At)> Heard { get; } = [];

    /// <summary>What the outcome of the next answers waits for.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    public async Task<SpeechOutcome> SpeakAsync(
        string text, SpeechLabel label, Func<CancellationToken, Task<bool>> claim, CancellationToken cancellationToken)
    {
        if (Fails)
        {
            throw new SpeechException("The voice is away.");
        }

        await Until.WaitAsync(cancellationToken);
        if (!await claim(cancellationToken))
        {
            Refused++;
            return new SpeechOutcome(Spoken: false, "claimed by another");
        }

        Spoken.Add(text);
        return new SpeechOutcome(Spoken: true, "spoken");
    }

    public void Hear(string userId, string text, DateTimeOffset timestamp) => Heard.Add((userId, text, timestamp));
}
