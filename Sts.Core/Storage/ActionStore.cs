using Microsoft.EntityFrameworkCore;
using Sts.Core.Storage.Entities;

namespace Sts.Core.Storage;

internal sealed class ActionStore(IDbContextFactory<StsDbContext> contexts) : IActionStore
{
    public async Task<ActionRecord> RecordAsync(ActionRecord action, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var (timestamp, received) = (action.Timestamp.ToStoredUtc(), action.ReceivedAt.ToStoredUtc());
        // The update changes nothing; without it, a row that is there already would not be returned.
        var stored = await database.Actions.FromSql(
            $"""
            INSERT INTO actions (key, user_id, original_text, reasoning, categorization, refined_prompt, timestamp, received_at)
            VALUES ({action.Key}, {action.UserId}, {action.OriginalText}, {action.Reasoning}, {action.Categorization},
                {action.RefinedPrompt}, {timestamp}, {received})
            ON CONFLICT (key) DO UPDATE SET key = excluded.key
            RETURNING *
            """).AsNoTracking().ToListAsync(cancellationToken);
        return stored.Single();
    }

    public async Task MarkSpokenAsync(long id, DateTimeOffset? spokenAt, string outcome, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        await database.Actions.Where(a => a.Id == id).ExecuteUpdateAsync(
            u => u.SetProperty(a => a.SpokenAt, spokenAt).SetProperty(a => a.SpeechOutcome, outcome), cancellationToken);
    }

    public async Task<bool> ClaimSpeechAsync(long id, DateTimeOffset at, string outcome, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var claimed = await database.Actions.Where(a => a.Id == id && a.SpeechOutcome == null).ExecuteUpdateAsync(
            u => u.SetProperty(a => a.SpokenAt, at).SetProperty(a => a.SpeechOutcome, outcome), cancellationToken);
        return claimed == 1;
    }

    public async Task<IReadOnlyList<ActionRecord>> FindUnspokenAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        // By the primary key, because there is no index on what is not spoken, and old ones are not wanted.
        var latest = await database.Actions.AsNoTracking().OrderByDescending(a => a.Id).Take(limit).Where(a => a.SpeechOutcome == null).ToListAsync(cancellationToken);
        return [.. latest.Where(action => action.Timestamp >= since).OrderBy(action => action.Id)];
    }
}
