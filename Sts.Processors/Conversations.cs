using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Core.Privacy;
using Sts.Core.Storage;

namespace Sts.Processors;

/// <summary>
/// Remembers what each user said in the running session, and what was answered, for agents that want to know. It is kept in memory. The
/// database is asked only when an agent reads the context of a user who wasn't heard here a moment ago: after a restart, or when another
/// host had the user's partition meanwhile.
/// </summary>
public sealed class Conversations(
    IHistory history, IOptions<AgentsOptions> agents, IOptions<SessionOptions> options, TimeProvider time) : IUserMemory
{
    // Long enough for a talk, and too short for another host to have heard much of it.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(30);

    // As many as this share of the limit are forgotten at once, so that not every new user costs a search.
    private const int ForgottenShare = 10;

    private readonly ContextOptions _limits = agents.Value.Context;
    private readonly TimeSpan _trust = options.Value.Timeout / 2 < Moment ? options.Value.Timeout / 2 : Moment;
    private readonly ConcurrentDictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);
    private int _forgetting;

    /// <summary>What was said before an utterance, by the same user in the same session. Nothing is looked up until it is read.</summary>
    public SessionContext Before(Utterance utterance) => _limits.Utterances == 0
        ? SessionContext.None
        : new SessionContext(cancellationToken => ReadAsync(utterance, cancellationToken));

    /// <summary>Adds what was said and decided on.</summary>
    public void Said(ContextTurn turn)
    {
        if (_limits.Utterances > 0)
        {
            Of(turn.Utterance).Add(turn, time.GetUtcNow());
        }
    }

    /// <summary>Takes note that the utterance opens a session: what was said before is not of it.</summary>
    internal void Began(Utterance utterance)
    {
        if (_limits.Utterances > 0)
        {
            Of(utterance).Restart(utterance.Timestamp, time.GetUtcNow());
        }
    }

    /// <summary>Takes note that the utterance ends the session.</summary>
    internal void Ended(Utterance utterance)
    {
        if (_limits.Utterances > 0)
        {
            Of(utterance).Restart(utterance.Timestamp.AddTicks(1), time.GetUtcNow());
        }
    }

    /// <inheritdoc />
    public void Forget(string userId) => _conversations.TryRemove(userId, out _);

    /// <summary>How many users are remembered.</summary>
    internal int Count => _conversations.Count;

    private async ValueTask<IReadOnlyList<ContextTurn>> ReadAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        var conversation = Of(utterance);
        if (!conversation.IsKnown(time.GetUtcNow() - _trust))
        {
            var (start, turns) = await RecallAsync(utterance.UserId, cancellationToken);
            conversation.Recall(start ?? DateTimeOffset.MaxValue, turns, time.GetUtcNow());
        }

        return conversation.Before(utterance);
    }

    private async Task<(DateTimeOffset? Start, IReadOnlyList<ContextTurn> Turns)> RecallAsync(string user, CancellationToken cancellationToken)
    {
        if ((await history.SessionsAsync(user, active: true, limit: 1, cancellationToken)) is not [var session])
        {
            return (null, []);
        }

        // One more, as the utterance that is decided on may be stored already.
        var said = await history.TranscriptionsAsync(user, _limits.Utterances + 1, cancellationToken);
        var answers = (await history.ActionsAsync(user, _limits.Utterances + 1, cancellationToken))
            .ToLookup(action => (action.Timestamp, action.OriginalText), action => action.Reasoning);
        return (session.StartTime, [.. said.Where(row => row.Timestamp >= session.StartTime).Select(row => new ContextTurn(
            new Utterance(row.UserId, row.Text, row.Timestamp), answers[(row.Timestamp, row.Text)].FirstOrDefault()))]);
    }

    private Conversation Of(Utterance utterance)
    {
        if (_conversations.TryGetValue(utterance.UserId, out var known))
        {
            return known;
        }

        if (_conversations.Count >= _limits.Users)
        {
            Forget();
        }

        return _conversations.GetOrAdd(utterance.UserId, static (_, limits) => new Conversation(limits), _limits);
    }

    private void Forget()
    {
        if (Interlocked.Exchange(ref _forgetting, 1) == 1)
        {
            return;
        }

        foreach (var (user, conversation) in _conversations.OrderBy(entry => entry.Value.HeardAt).Take(Math.Max(1, _limits.Users / ForgottenShare)))
        {
            _conversations.TryRemove(KeyValuePair.Create(user, conversation));
        }

        Volatile.Write(ref _forgetting, 0);
    }
}
