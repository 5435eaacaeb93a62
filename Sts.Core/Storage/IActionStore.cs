using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

/// <summary>Remembers what was decided and what was spoken, so that a replay or a restart does not say it again.</summary>
public interface IActionStore
{
    /// <summary>
    /// Stores the action if its <see cref="ActionRecord.Key"/> is new and returns it as stored, not spoken yet; otherwise changes nothing and returns
    /// the row that is there, whose <see cref="ActionRecord.SpeechOutcome"/> says whether it was dealt with.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The database failed or refused the row; see <see cref="DatabaseErrors.IsTransient"/>.</exception>
    Task<ActionRecord> RecordAsync(ActionRecord action, CancellationToken cancellationToken);

    /// <summary>Notes how speaking the action went, and when it was spoken (null when it was not).</summary>
    Task MarkSpokenAsync(long id, DateTimeOffset? spokenAt, string outcome, CancellationToken cancellationToken);

    /// <summary>Takes an action over to speak it, unless something is noted about its speaking already.</summary>
    /// <param name="id">The action.</param>
    /// <param name="at">When it begins to be spoken.</param>
    /// <param name="outcome">What is true of it if nothing else is ever noted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether the caller, and nobody else, is to speak it.</returns>
    Task<bool> ClaimSpeechAsync(long id, DateTimeOffset at, string outcome, CancellationToken cancellationToken);

    /// <summary>Actions about whose speaking nothing is noted, oldest first, among the <paramref name="limit"/> that were recorded last.</summary>
    /// <param name="since">They answer what was said at this time or later.</param>
    /// <param name="limit">How many actions are looked at.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<ActionRecord>> FindUnspokenAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);
}
