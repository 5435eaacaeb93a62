using Microsoft.Extensions.Options;
using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

internal static class SomeSpeech
{
    public static readonly DateTimeOffset Instant = new(2026, 3, 1, 12, 30, 45, 678, TimeSpan.Zero);

    public static SpeechLabel Label(string user = "alice", long id = 1) => new(user, Instant, id);

    public static SpeechAudio Audio(double seconds = 0.1) => new(Tone.Wav(seconds), TimeSpan.FromSeconds(seconds));

    public static IOptions<SpeechOptions> Options(Action<SpeechOptions>? change = null)
    {
        var options = new SpeechOptions();
        change?.Invoke(options);
        return Microsoft.Extensions.Options.Options.Create(options);
    }
}
