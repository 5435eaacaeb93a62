namespace Sts.Agents.Speech;

/// <summary>
/// The host's voice. Answers never overlap on one output. Those that wait take turns: users in the order in which they began to wait, and each
/// user's newest answer first.
/// </summary>
public interface ISpeaker
{
    /// <summary>Whether somebody hears it. Otherwise it is stored, or nothing is spoken, and nobody can interrupt it.</summary>
    bool IsAudible { get; }

    /// <summary>Waits for its turn, speaks <paramref name="text"/>, and returns when it has been heard or stored.</summary>
    /// <param name="text">Any text; it is cleaned and cut to <see cref="SpeechOptions.MaxTextLength"/>.</param>
    /// <param name="label">Whose answer it is; names the file and the log entries.</param>
    /// <param name="claim">Asked just before the first sound; with false, nothing is spoken.</param>
    /// <param name="cancellationToken">Gives up the turn, or stops the sound.</param>
    /// <returns>
    /// Whether it was spoken, and how or why not. Not spoken, without an error: nothing on this host can speak, the text holds nothing to
    /// say, the turn came when the label's timestamp was older than <see cref="SpeechOptions.MaxAge"/>, newer answers took the turn, or the user
    /// said stop.
    /// </returns>
    /// <exception cref="SpeechException">A provider or the output failed. The message names the setting to look at.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<SpeechOutcome> SpeakAsync(
        string text, SpeechLabel label, Func<CancellationToken, Task<bool>> claim, CancellationToken cancellationToken);

    /// <summary>Whether anything is being said to somebody, or waits for it.</summary>
    bool IsBusy { get; }

    /// <summary>
    /// Takes note that a user speaks: what is being said to them stops, if it answers something older. After a word such as "stop", what waits
    /// is left out too.
    /// </summary>
    /// <param name="userId">Who speaks.</param>
    /// <param name="text">What they say.</param>
    /// <param name="timestamp">When they said it, by the clock that the labels' timestamps come from.</param>
    void Hear(string userId, string text, DateTimeOffset timestamp);
}
