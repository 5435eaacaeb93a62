using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>
/// The providers in their order. A sentence that one can't begin is said by the next one; a provider that failed is left alone for a while. Both
/// that it failed and that it works again is said once.
/// </summary>
internal sealed partial class VoiceChain(
    IReadOnlyList<VoiceChain.Link> links, IOptions<SpeechOptions> options, SpeechMetrics metrics, TimeProvider time, ILogger<VoiceChain> logger)
{
    private readonly PhraseCache _cache = new(options.Value.CacheBytes);

    /// <summary>The names of the providers, for one line.</summary>
    public string Name => string.Join(", then ", links.Select(link => link.Voice.Name));

    /// <summary>Speaks a sentence.</summary>
    /// <param name="sentence">What to say.</param>
    /// <param name="user">To whom.</param>
    /// <param name="spokenBy">Told who says it.</param>
    /// <param name="cancellationToken">Abandons the synthesis.</param>
    /// <exception cref="SpeechException">All providers failed, or one did in the middle of the sentence.</exception>
    public async IAsyncEnumerable<SpeechAudio> SynthesizeAsync(
        string sentence, string user, Action<string> spokenBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var link in InOrder())
        {
            var request = RequestOf(sentence, user, link);
            var phrase = new PhraseCache.Phrase(link.Voice.Name, request);
            if (_cache.Find(phrase) is { } known)
            {
                metrics.Cached();
                spokenBy(link.Voice.Name);
                foreach (var part in known)
                    yield return part;
                yield break;
            }

            await using var sound = link.Voice.SynthesizeAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
            var parts = new List<SpeechAudio>();
            var start = time.GetTimestamp();
            while (await NextAsync(sound, link, start, parts.Count == 0, failures, cancellationToken) is { } part)
            {
                if (parts.Count == 0)
                    spokenBy(link.Voice.Name);
                parts.Add(part);
                yield return part;
            }

            if (parts.Count > 0)
            {
                Succeeded(link, time.GetElapsedTime(start));
                _cache.Add(phrase, parts);
                yield break;
            }
        }

        throw failures.Count == 1
            ? failures[0]
            : new SpeechException(string.Join(" ", failures.Select(failure => failure.Message)), new AggregateException(failures));
    }

    /// <summary>The next part; null at the end, and when there is not even a first one.</summary>
    private async Task<SpeechAudio?> NextAsync(
        IAsyncEnumerator<SpeechAudio> sound, Link link, long start, bool first, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            if (await sound.MoveNextAsync())
                return sound.Current;
            return first ? throw new SpeechException($"{link.Voice.Name} gave no sound.") : null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            metrics.Synthesized(link.Voice.Name, time.GetElapsedTime(start), e);
            var failure = e as SpeechException ?? new SpeechException($"{link.Voice.Name} failed in synthesis: {e.Message}", e);
            Failed(link, failure);
            if (!first)
                throw failure;
            failures.Add(failure);
            return null;
        }
    }

    /// <summary>Those that failed a moment ago come last, because something is better than nothing.</summary>
    private Link[] InOrder() => [.. links.OrderBy(link => link.Failure is { } failure && time.GetElapsedTime(failure.At) < options.Value.RetryAfter)];

    private void Failed(Link link, SpeechException failure)
    {
        var known = link.Failure is not null;
        link.Failure = new Failure(time.GetTimestamp());
        if (!known && links.Count > 1)
            LogFailed(failure, link.Voice.Name, links.FirstOrDefault(other => other.Failure is null)?.Voice.Name ?? "none");
    }

    private void Succeeded(Link link, TimeSpan elapsed)
    {
        metrics.Synthesized(link.Voice.Name, elapsed, error: null);
        if (link.Failure is null)
            return;
        link.Failure = null;
        if (links.Count > 1)
            LogRecovered(link.Voice.Name);
    }

    private SpeechRequest RequestOf(string sentence, string user, Link link)
    {
        var everybody = options.Value;
        var own = everybody.Users.GetValueOrDefault(user);
        var isFirst = ReferenceEquals(link, links[0]);
        // The voices without a provider's name are those of the first one: the others would not know them.
        var voice = own?.Voices.GetValueOrDefault(link.Kind) ?? (isFirst ? own?.Voice : null) ?? link.Default ?? (isFirst ? everybody.Voice : null);
        return new SpeechRequest(
            sentence, string.IsNullOrEmpty(voice) ? null : voice, own?.Language ?? everybody.Language, own?.Speed ?? everybody.Speed);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Provider} can't speak; next in order without a failure: {Next}", EventName = "SpeechFailover")]
    private partial void LogFailed(Exception exception, string provider, string next);

    [LoggerMessage(2, LogLevel.Information, "{Provider} speaks again", EventName = "SpeechRecovered")]
    private partial void LogRecovered(string provider);

    /// <summary>A provider in the chain.</summary>
    /// <param name="kind">Its name in the settings.</param>
    /// <param name="voice">The provider.</param>
    /// <param name="defaultVoice">The voice that its own section names.</param>
    internal sealed class Link(string kind, ITextToSpeech voice, string? defaultVoice)
    {
        public string Kind => kind;

        public ITextToSpeech Voice => voice;

        public string? Default => defaultVoice;

        /// <summary>Its last failure, without a success since; null if it works.</summary>
        public Failure? Failure { get; set; }
    }

    /// <summary>When a provider failed, as <see cref="TimeProvider"/> counts.</summary>
    internal sealed record Failure(long At);
}
