using Sts.Core.Storage;
using Sts.Core.Storage.Entities;

namespace Sts.Host.Demo;

/// <summary>One thing that had to happen.</summary>
internal sealed record DemoStep(string Name, string Expected, string Found, bool Happened);

/// <summary>Reads from the database what has come of the conversation.</summary>
internal sealed class DemoOutcome(IServiceProvider services)
{
    private const int Everything = 1_000;

    private readonly IHistory _history = services.GetRequiredService<IHistory>();

    public async Task<bool> IsCompleteAsync() => (await CheckAsync(CancellationToken.None)).All(step => step.Happened);

    public async Task<IReadOnlyList<DemoStep>> CheckAsync(CancellationToken cancellationToken)
    {
        var stored = await _history.TranscriptionsAsync(null, Everything, cancellationToken);
        var actions = await _history.ActionsAsync(null, Everything, cancellationToken);
        var sessions = await _history.SessionsAsync(null, null, Everything, cancellationToken);
        var wanted = Conversation.Lines.Where(line => line.WantsAction).Select(line => line.Text).Order().ToArray();
        var decided = actions.Select(action => action.OriginalText).Order().ToArray();
        return
        [
            Count("Utterances stored", Conversation.Lines.Count, stored.Count),
            new("Actions decided on", $"{wanted.Length}", $"{decided.Length}", wanted.SequenceEqual(decided)),
            Count("Answers spoken, or why not", wanted.Length, actions.Count(action => action.SpeechOutcome is not null)),
            Count("Sessions opened", 2, sessions.Count),
            Ended("Session closed on request", Conversation.Alice, sessions, session => !IsTimeout(session)),
            Ended("Session closed by timeout", Conversation.Bob, sessions, IsTimeout),
            Count("Summaries stored", 2, sessions.Count(session => session.Summary is { Length: > 0 })),
        ];
    }

    private static DemoStep Count(string name, int expected, int found) => new(name, $"{expected}", $"{found}", expected == found);

    private static DemoStep Ended(string name, string user, IReadOnlyList<Session> sessions, Func<Session, bool> asExpected)
    {
        var session = sessions.SingleOrDefault(session => session.UserId == user);
        return new(name, user, session?.EndReason ?? "still open", session is { Active: false } && asExpected(session));
    }

    private static bool IsTimeout(Session session) => session.EndReason?.StartsWith("No utterance for", StringComparison.Ordinal) == true;
}
