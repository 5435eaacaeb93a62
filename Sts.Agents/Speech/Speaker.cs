using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Speech;

/// <summary>Speaks with a provider and an output.</summary>
internal sealed class Speaker(ITextToSpeech voice, IAudioPlayer output, IOptions<SpeechOptions> options, SpeechMetrics metrics, TimeProvider time)
    : ISpeaker
{
    private readonly Turns _turns = new();

    public async Task<SpeechOutcome> SpeakAsync(string text, SpeechLabel label, CancellationToken cancellationToken)
    {
        var spoken = SpokenText.From(text, options.Value.MaxTextLength);
        if (spoken.Text.Length == 0)
            return new SpeechOutcome(false, "the text holds nothing to say");

        using var turn = await _turns.TakeAsync(cancellationToken);
        if (time.GetUtcNow() - label.Timestamp is var age && age > options.Value.MaxAge)
        {
            metrics.Expired();
            return new SpeechOutcome(false, Invariant($"not spoken: the answer is {age.TotalSeconds:0} s old, more than Speech:MaxAge allows"));
        }

        var audio = await SynthesizeAsync(spoken.Text, cancellationToken);
        await ObserveAsync("playback", output.Name, async () =>
        {
            await output.PlayAsync(audio, label, cancellationToken);
            return true;
        }, cancellationToken);

        var cut = spoken.Cut ? Invariant($", cut to {spoken.Text.Length} of {text.Length} characters") : "";
        return new SpeechOutcome(true, Invariant($"spoken by {voice.Name}, played by {output.Name}, {audio.Duration.TotalSeconds:0.0} s{cut}"));
    }

    private async Task<SpeechAudio> SynthesizeAsync(string text, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        Exception? error = null;
        try
        {
            return await ObserveAsync("synthesis", voice.Name, () => voice.SynthesizeAsync(text, cancellationToken), cancellationToken);
        }
        catch (Exception e)
        {
            error = e;
            throw;
        }
        finally
        {
            metrics.Synthesized(voice.Name, time.GetElapsedTime(start), error);
        }
    }

    /// <summary>Counts a failure, and gives those of foreign implementations the type that callers know.</summary>
    private async Task<T> ObserveAsync<T>(string stage, string name, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            metrics.Failed(stage);
            if (e is SpeechException)
                throw;
            throw new SpeechException($"{name} failed in {stage}: {e.Message}", e);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
