namespace Sts.Agents.Speech;

/// <summary>
/// The host's one voice. Answers never overlap: each is synthesised and played to its end before the next, in the order of the calls.
/// </summary>
public interface ISpeaker
{
    /// <summary>Waits for its turn, speaks <paramref name="text"/>, and returns when it has been heard or stored.</summary>
    /// <param name="text">Any text; it is cleaned and cut to <see cref="SpeechOptions.MaxTextLength"/>.</param>
    /// <param name="label">Whose answer it is; names the file and the log entries.</param>
    /// <param name="cancellationToken">Gives up the turn, or stops the sound.</param>
    /// <returns>
    /// Whether it was spoken, and how or why not. Not spoken, without an error: nothing on this host can speak, the text holds nothing to
    /// say, or the turn came when the label's timestamp was older than <see cref="SpeechOptions.MaxAge"/>.
    /// </returns>
    /// <exception cref="SpeechException">The provider or the output failed. The message names the setting to look at.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<SpeechOutcome> SpeakAsync(string text, SpeechLabel label, CancellationToken cancellationToken);
}
