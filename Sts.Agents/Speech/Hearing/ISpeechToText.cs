namespace Sts.Agents.Speech.Hearing;

/// <summary>
/// Turns sound into text. An implementation of your own that is registered under a name, as a keyed service, can be chosen by that name in <c>Hearing:Provider</c>;
/// one without a name takes the place of the configured provider.
/// </summary>
public interface ISpeechToText
{
    /// <summary>What messages and logs call this provider, such as <c>pocketsphinx</c>.</summary>
    string Name { get; }

    /// <summary>Writes down what is said. Calls may overlap.</summary>
    /// <param name="wav">A complete WAV file of 16-bit PCM, mono, 16 kHz.</param>
    /// <param name="language">The language, such as <c>en-US</c>; null if it is not known.</param>
    /// <param name="cancellationToken">Abandons it; nothing of it keeps running.</param>
    /// <returns>What was said; empty when nothing was understood.</returns>
    /// <exception cref="SpeechException">The provider failed, timed out, or answered with something else. The message names the setting to look at.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<string> TranscribeAsync(ReadOnlyMemory<byte> wav, string? language, CancellationToken cancellationToken);
}
