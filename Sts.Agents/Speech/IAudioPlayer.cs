namespace Sts.Agents.Speech;

/// <summary>
/// Takes speech to the ear or to a file. Register an implementation of your own before <c>AddSpeech</c> and it takes the place of
/// the configured output.
/// </summary>
public interface IAudioPlayer
{
    /// <summary>What the outcome and the logs call this output, such as <c>aplay</c>.</summary>
    string Name { get; }

    /// <summary>Who hears it.</summary>
    AudioReach Reach => AudioReach.Room;

    /// <summary>Whether parts of a sentence are joined without a gap. Otherwise it gets whole sentences.</summary>
    bool JoinsParts => false;

    /// <summary>Plays the parts of one answer as they come, and returns when the last one has been heard to its end, or stored.</summary>
    /// <param name="parts">What to play; at least one part. Reading it fails when synthesis does: that passes through.</param>
    /// <param name="label">Whose answer it is.</param>
    /// <param name="cancellationToken">Stops the sound.</param>
    /// <exception cref="SpeechException">The player failed or hung, or the file can't be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task PlayAsync(IAsyncEnumerable<SpeechAudio> parts, SpeechLabel label, CancellationToken cancellationToken);
}
