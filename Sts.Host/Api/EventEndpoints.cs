using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Sts.Core.Diagnostics;

namespace Sts.Host.Api;

/// <summary>What happens in this host, as it happens, as server-sent events (WHATWG HTML, section 9.2).</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/api/events",
        (IPipelineEvents events, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(WatchAsync(events, lifetime.ApplicationStopping, cancellationToken)));

    private static async IAsyncEnumerable<SseItem<PipelineEvent>> WatchAsync(
        IPipelineEvents events, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A watcher must not hold up the host's stop.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await foreach (var happened in events.WatchAsync(either.Token).ConfigureAwait(false))
        {
            yield return new SseItem<PipelineEvent>(happened, happened.Type);
        }
    }
}
