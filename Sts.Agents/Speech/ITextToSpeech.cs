namespace Sts.Agents.Speech;

/// <summary>
/// Turns text into sound. Register an implementation of your own before <c>AddSpeech</c> and it takes the place of the configured provider.
/// </summary>
public interface ITextToSpeech
{
    /// <summary>What the outcome and the logs call this provider, such as <c>espeak-ng</c>.</summary>
    string Name { get; }

    /// <summary>Speaks <paramref name="text"/> into memory. Calls never overlap when they come from <see cref="ISpeaker"/>.</summary>
    /// <param name="text">Plain text. It is data: markup and commands in it are spoken or left out, never obeyed.</param>
    /// <param name="cancellationToken">Abandons the synthesis; nothing of it keeps running.</param>
    /// <returns>Sound that is not empty.</returns>
    /// <exception cref="SpeechException">The provider failed, timed out, or answered with something that isn't sound.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<SpeechAudio> SynthesizeAsync(string text, CancellationToken cancellationToken);
}
