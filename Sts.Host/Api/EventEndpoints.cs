using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Sts.Core.Diagnostics;

namespace Sts.Host.Api;

/// <summary>What happens in this host, as it happens, as server-sent events (WHATWG HTML, section 9.2).</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/api/events",
        (IPipelineEvents events, IHostApplicationLifetime lifetime, HttpResponse response, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(WatchAsync(events, response, lifetime.ApplicationStopping, cancellationToken)));

    private static async IAsyncEnumerable<SseItem<PipelineEvent>> WatchAsync(
        IPipelineEvents events, HttpResponse response, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A watcher must not hold up the host's stop.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var watched = events.WatchAsync(either.Token);
        // So that a client knows that it misses nothing from here on, and need not wait for the first event to know it.
        await response.Body.FlushAsync(either.Token);
        await foreach (var happened in watched.ConfigureAwait(false))
        {
            yield return new SseItem<PipelineEvent>(happened, happened.Type);
        }
    }
}
