namespace Sts.Agents;

/// <summary>What the same user said earlier in the same session, bounded by the section <c>Agents:Context</c>. Read only by an agent that needs it.</summary>
/// <param name="read">Finds the turns: in memory as a rule, in the database after a restart.</param>
public sealed class SessionContext(Func<CancellationToken, ValueTask<IReadOnlyList<ContextTurn>>> read)
{
    /// <summary>Nothing was said before.</summary>
    public static SessionContext None { get; } = Of();

    /// <summary>A context of these turns.</summary>
    /// <param name="turns">The turns, oldest first.</param>
    public static SessionContext Of(params IReadOnlyList<ContextTurn> turns) => new(_ => ValueTask.FromResult(turns));

    /// <summary>Returns the turns, oldest first, without the utterance that is decided on.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<IReadOnlyList<ContextTurn>> ReadAsync(CancellationToken cancellationToken) => read(cancellationToken);
}
