using Sts.Agents.Speech;
using Sts.Agents.Speech.Audio;

namespace Sts.Tests.Agents.Speech;

/// <summary>Shorter ways to call what is under test.</summary>
internal static class SpeechCalls
{
    public static Task<SpeechOutcome> SpeakAsync(this ISpeaker speaker, string text, SpeechLabel label, CancellationToken cancellationToken) =>
        speaker.SpeakAsync(text, label, _ => Task.FromResult(true), cancellationToken);

    public static Task<SpeechAudio> SynthesizeAsync(this ITextToSpeech voice, string text, CancellationToken cancellationToken) =>
        voice.WholeAsync(new SpeechRequest(text), cancellationToken);

    /// <summary>All parts as one file.</summary>
    public static async Task<SpeechAudio> WholeAsync(this ITextToSpeech voice, SpeechRequest request, CancellationToken cancellationToken) =>
        Pcm.Join([.. (await voice.PartsAsync(request, cancellationToken)).Select(part => WavFile.Read(part.Wav))]).ToSpeech();

    public static async Task<IReadOnlyList<SpeechAudio>> PartsAsync(this ITextToSpeech voice, SpeechRequest request, CancellationToken cancellationToken)
    {
        var parts = new List<SpeechAudio>();
        await foreach (var part in voice.SynthesizeAsync(request, cancellationToken))
            parts.Add(part);
        return parts;
    }

    public static Task PlayAsync(this IAudioPlayer player, SpeechAudio audio, SpeechLabel label, CancellationToken cancellationToken) =>
        player.PlayAsync(Parts(audio), label, cancellationToken);

    public static async IAsyncEnumerable<SpeechAudio> Parts(params SpeechAudio[] parts)
    {
        await Task.Yield();
        foreach (var part in parts)
            yield return part;
    }
}
