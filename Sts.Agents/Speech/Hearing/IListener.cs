namespace Sts.Agents.Speech.Hearing;

/// <summary>Hears what is said in a recording.</summary>
public interface IListener
{
    /// <summary>What this host hears with, or why it can't, in one line.</summary>
    string Description { get; }

    /// <summary>Whether it can hear at all.</summary>
    bool CanHear { get; }

    /// <summary>Writes down what is said.</summary>
    /// <param name="wav">A WAV file of any kind that is not compressed; its sizes may lie.</param>
    /// <param name="userId">Who speaks; their language is taken from <c>Speech:Users</c>.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <returns>What was said, in one line; empty when nothing was understood.</returns>
    /// <exception cref="InvalidDataException">It is not a usable WAV file; the message says why and completes "it is not a usable WAV file: ".</exception>
    /// <exception cref="SpeechException">The provider failed, or there is none. The message names the setting to look at.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<string> HearAsync(ReadOnlyMemory<byte> wav, string userId, CancellationToken cancellationToken);
}
