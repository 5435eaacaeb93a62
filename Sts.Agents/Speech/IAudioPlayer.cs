namespace Sts.Agents.Speech;

/// <summary>
/// Takes finished speech to the ear or to a file. Register an implementation of your own before <c>AddSpeech</c> and it takes the place of
/// the configured output.
/// </summary>
public interface IAudioPlayer
{
    /// <summary>What the outcome and the logs call this output, such as <c>aplay</c>.</summary>
    string Name { get; }

    /// <summary>Plays <paramref name="audio"/> and returns when it has been heard to its end, or stored.</summary>
    /// <param name="audio">What to play.</param>
    /// <param name="label">Whose answer it is.</param>
    /// <param name="cancellationToken">Stops the sound.</param>
    /// <exception cref="SpeechException">The player failed or hung, or the file can't be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task PlayAsync(SpeechAudio audio, SpeechLabel label, CancellationToken cancellationToken);
}
