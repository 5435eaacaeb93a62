using Sts.Agents.Speech;

namespace Sts.Tests.Processors;

/// <summary>Remembers what it was asked to say, and fails when it is told to.</summary>
internal sealed class RecordingSpeaker : ISpeaker
{
    public List<string> Spoken { get; } = [];

    public bool Fails { get; set; }

    public Task<SpeechOutcome> SpeakAsync(string text, SpeechLabel label, CancellationToken cancellationToken)
    {
        if (Fails)
        {
            throw new SpeechException("The voice is away.");
        }

        Spoken.Add(text);
        return Task.FromResult(new SpeechOutcome(Spoken: true, "spoken"));
    }
}
