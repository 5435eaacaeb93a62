namespace Sts.Core.Diagnostics;

/// <summary>
/// Tells those who watch this host what happens in it, and remembers the newest of it for those who begin to watch later. Nothing depends on anybody's
/// watching.
/// </summary>
public interface IPipelineEvents
{
    /// <summary>Tells everybody who watches at the moment. Never waits and never throws.</summary>
    /// <param name="type">One of the constants of <see cref="PipelineEvent"/>.</param>
    /// <param name="user">Whom it concerns.</param>
    /// <param name="detail">What happened, in words.</param>
    /// <param name="facts">What else there is to know; null for nothing.</param>
    /// <remarks>Trace, processor and message are those that the calling code works on.</remarks>
    void Publish(string type, string user, string detail, EventFacts? facts = null);

    /// <summary>Watches until cancelled. Who reads too slowly misses the oldest events.</summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    IAsyncEnumerable<PipelineEvent> WatchAsync(CancellationToken cancellationToken);

    /// <summary>Watches as <see cref="WatchAsync"/> does, and tells what happened before: no event is missed between the two, and none is in both.</summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <returns>The newest of what has happened since the host started, oldest first, long details cut off; and what happens from now on.</returns>
    (IReadOnlyList<PipelineEvent> Recent, IAsyncEnumerable<PipelineEvent> Coming) WatchWithRecent(CancellationToken cancellationToken);
}
