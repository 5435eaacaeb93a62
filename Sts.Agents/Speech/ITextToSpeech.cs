namespace Sts.Agents.Speech;

/// <summary>
/// Turns text into sound. An implementation of your own that is registered under a name, as a keyed service, can be chosen by that name in <c>Speech:Provider</c>;
/// one without a name takes the place of the configured providers.
/// </summary>
public interface ITextToSpeech
{
    /// <summary>What the outcome and the logs call this provider, such as <c>espeak-ng</c>.</summary>
    string Name { get; }

    /// <summary>Speaks a text. Sound may come in several parts, the first one before the last one is made. Calls may overlap.</summary>
    /// <param name="request">What to say, and how.</param>
    /// <param name="cancellationToken">Abandons the synthesis; nothing of it keeps running.</param>
    /// <returns>Sound that is not empty.</returns>
    /// <exception cref="SpeechException">
    /// The provider failed, timed out, or answered with something that isn't sound; the message names the setting to look at. Before the
    /// first part, another provider takes over.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    IAsyncEnumerable<SpeechAudio> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken);
}
