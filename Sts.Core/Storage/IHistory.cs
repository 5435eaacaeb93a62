using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

/// <summary>
/// What happened, for reading only: newest first by event time. Limits are bounded to 1..<see cref="MaxLimit"/>; a null filter means all.
/// </summary>
public interface IHistory
{
    /// <summary>The most rows one call returns.</summary>
    const int MaxLimit = 1000;

    /// <summary>Utterances.</summary>
    Task<IReadOnlyList<Transcription>> TranscriptionsAsync(string? user, int limit, CancellationToken cancellationToken);

    /// <summary>Sessions by start.</summary>
    Task<IReadOnlyList<Session>> SessionsAsync(string? user, bool? active, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Sessions by start whose user, summary or utterances hold a text, in whatever case (SQLite knows that of the letters A to Z only). It
    /// looks through all that was said, so it takes longer the more that is.
    /// </summary>
    Task<IReadOnlyList<Session>> SearchSessionsAsync(string search, string? user, bool? active, int limit, CancellationToken cancellationToken);

    /// <summary>The session, or null.</summary>
    Task<Session?> SessionAsync(int id, CancellationToken cancellationToken);

    /// <summary>Actions.</summary>
    Task<IReadOnlyList<ActionRecord>> ActionsAsync(string? user, int limit, CancellationToken cancellationToken);
}
