namespace Sts.Core.Diagnostics;

/// <summary>Tells those who watch this host what happens in it. Nothing depends on anybody's watching.</summary>
public interface IPipelineEvents
{
    /// <summary>Tells everybody who watches at the moment. Never waits and never throws.</summary>
    /// <param name="type">One of the constants of <see cref="PipelineEvent"/>.</param>
    /// <param name="user">Whom it concerns.</param>
    /// <param name="detail">What happened, in words.</param>
    void Publish(string type, string user, string detail);

    /// <summary>Watches until cancelled. Who reads too slowly misses the oldest events.</summary>
    /// <param name="cancellationToken">Ends the watching.</param>
    IAsyncEnumerable<PipelineEvent> WatchAsync(CancellationToken cancellationToken);
}
