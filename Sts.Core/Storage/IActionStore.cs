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
}
