using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Sts.Tests.Integration.Hosts;

/// <summary>Watches a host's event stream and keeps what it shows.</summary>
public sealed class EventStream : IAsyncDisposable
{
    private readonly ConcurrentQueue<HostEvent> _events = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _reading;

    private EventStream(HttpClient http) => _reading = ReadAsync(http);

    /// <summary>Watches a host from now on.</summary>
    /// <param name="host">The host.</param>
    /// <param name="provoke">Makes the host show something; called until the stream does, so that nothing later is missed.</param>
    public static async Task<EventStream> WatchAsync(HostProcess host, Func<Task> provoke)
    {
        var stream = new EventStream(host.Http);
        await WaitFor.ConditionAsync(
            async () =>
            {
                await provoke();
                return !stream._events.IsEmpty;
            },
            TimeSpan.FromSeconds(60), "the event stream to show something");
        return stream;
    }

    /// <summary>What it has shown about a user, in order.</summary>
    public IReadOnlyList<HostEvent> Of(string user) => [.. _events.Where(happened => happened.User == user)];

    /// <summary>How often it has shown something about a user.</summary>
    public int Count(string user, string type) => Of(user).Count(happened => happened.Type == type);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ReadAsync(HttpClient http)
    {
        await using var stream = await http.GetStreamAsync("/api/events", _stopping.Token);
        var parser = SseParser.Create(stream, (type, data) => JsonSerializer.Deserialize<HostEvent>(data, JsonSerializerOptions.Web)!);
        await foreach (var item in parser.EnumerateAsync(_stopping.Token))
        {
            item.Data.Type.Should().Be(item.EventType);
            _events.Enqueue(item.Data);
        }
    }
}
