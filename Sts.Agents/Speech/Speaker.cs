using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Audio;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Agents.Speech;

/// <summary>
/// Speaks with a chain of providers and an output. Sentences are synthesised one after the other while the ones before are played, so that the
/// first sound does not wait for the last sentence.
/// </summary>
internal sealed class Speaker(VoiceChain voices, IAudioPlayer output, IOptions<SpeechOptions> options, SpeechMetrics metrics, StopPhrases stopPhrases, TimeProvider time)
    : ISpeaker
{
    private const string Room = "";

    private readonly SpeechQueue _queue = new(output.Reach is AudioReach.Nobody ? int.MaxValue : options.Value.QueueLength);

    public bool IsAudible => output.Reach is not AudioReach.Nobody;

    public bool IsBusy => !_queue.IsEmpty;

    public async Task<SpeechOutcome> SpeakAsync(
        string text, SpeechLabel label, Func<CancellationToken, Task<bool>> claim, CancellationToken cancellationToken)
    {
        var spoken = SpokenText.From(text, options.Value.MaxTextLength);
        if (spoken.Text.Length == 0)
            return new SpeechOutcome(false, "the text holds nothing to say");
        if (Expired(label) is { } expired)
            return expired;

        var lane = output.Reach is AudioReach.User ? label.UserId : Room;
        using var turn = await _queue.TakeAsync(lane, label.UserId, label.Timestamp, cancellationToken);
        if (turn.Reason is { } reason)
            return NotSpoken(reason);
        if (Expired(label) is { } tooLate)
            return tooLate;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn.Interruption);
        var answer = new SpokenAnswer(label, claim);
        try
        {
            await PlayAsync(spoken, answer, either.Token);
        }
        catch (OperationCanceledException) when (turn.Reason is not null && !cancellationToken.IsCancellationRequested)
        {
            return Interrupted(answer, turn.Reason);
        }
        catch (OperationCanceledException) when (IsAudible && answer.Start is not null)
        {
            return Interrupted(answer, "the host stopped");
        }

        if (!answer.Claimed)
            return NotSpoken("another host speaks it, or has spoken it");
        var cut = spoken.Cut ? Invariant($", cut to {spoken.Text.Length} of {text.Length} characters") : "";
        return new SpeechOutcome(
            true, Invariant($"spoken by {string.Join(" and ", answer.Voices)} to {output.Name}, {answer.Duration.TotalSeconds:0.0} s{cut}"));
    }

    public void Hear(string userId, string text, DateTimeOffset timestamp)
    {
        if (!IsAudible || !options.Value.BargeIn)
            return;
        var stop = stopPhrases.Include(text);
        _queue.Interrupt(userId, timestamp, stop, stop ? "the user said stop" : "the user spoke");
    }

    private async Task PlayAsync(SpokenText spoken, SpokenAnswer answer, CancellationToken cancellationToken)
    {
        // Ends the synthesis with the playing, however that ends.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parts = Channel.CreateUnbounded<SpeechAudio>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var synthesis = SynthesizeAsync(spoken.Sentences(), answer, parts.Writer, over.Token);
        try
        {
            if (await parts.Reader.WaitToReadAsync(cancellationToken) && (answer.Claimed = await answer.Claim(cancellationToken)))
                await PlayAsync(ReadAsync(parts.Reader, answer, over.Token), answer, cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await synthesis;
        }
    }

    private async Task PlayAsync(IAsyncEnumerable<SpeechAudio> parts, SpokenAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            await output.PlayAsync(parts, answer.Label, cancellationToken);
        }
        catch (Exception e) when (answer.SynthesisFailed is false && (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            metrics.Failed("playback");
            throw e as SpeechException ?? new SpeechException($"{output.Name} failed in playback: {e.Message}", e);
        }
    }

    private async IAsyncEnumerable<SpeechAudio> ReadAsync(
        ChannelReader<SpeechAudio> parts, SpokenAnswer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var part in parts.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (answer.Start is null)
            {
                answer.Start = time.GetTimestamp();
                metrics.FirstAudio(time.GetUtcNow() - answer.Label.Timestamp);
            }

            answer.Duration += part.Duration;
            yield return part;
        }
    }

    /// <summary>Never fails itself: whoever reads the parts gets the failure after those that were made before it.</summary>
    private async Task SynthesizeAsync(
        IReadOnlyList<string> sentences, SpokenAnswer answer, ChannelWriter<SpeechAudio> parts, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            foreach (var sentence in sentences)
            {
                var whole = new List<WavFile>();
                await foreach (var part in voices.SynthesizeAsync(sentence, answer.Label.UserId, answer.SpokenBy, cancellationToken).ConfigureAwait(false))
                {
                    if (output.JoinsParts)
                        await parts.WriteAsync(part, cancellationToken);
                    else
                        whole.Add(WavFile.Read(part.Wav));
                }

                if (whole.Count > 0)
                    await parts.WriteAsync(Pcm.Join(whole).ToSpeech(), cancellationToken);
            }
        }
        catch (Exception e)
        {
            failure = e;
            answer.SynthesisFailed = true;
            if (!cancellationToken.IsCancellationRequested)
                metrics.Failed("synthesis");
        }

        parts.Complete(failure);
    }

    private SpeechOutcome? Expired(SpeechLabel label)
    {
        if (time.GetUtcNow() - label.Timestamp is var age && age <= options.Value.MaxAge)
            return null;
        metrics.Expired();
        return NotSpoken(Invariant($"the answer is {age.TotalSeconds:0} s old, more than Speech:MaxAge allows"));
    }

    private SpeechOutcome Interrupted(SpokenAnswer answer, string reason)
    {
        metrics.Interrupted();
        return answer.Start is { } start
            ? new SpeechOutcome(true, Invariant($"interrupted after {time.GetElapsedTime(start).TotalSeconds:0.0} s: {reason}")) { Interrupted = true }
            : NotSpoken(reason);
    }

    private static SpeechOutcome NotSpoken(string why) => new(false, $"not spoken: {why}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
