using System.Collections.Concurrent;
using System.Globalization;
using Sts.Benchmarks.Running;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Benchmarks.Scenarios;

/// <summary>Waits 300 ms for each message, as if it asked a language model, and sees to it that no user is served twice at once or out of order.</summary>
[Consumes(Topic)]
public sealed class Latency300Processor(Meter meter) : AvroProcessor<TranscriptionSegment>
{
    internal const string Topic = "bench.latency300";
    internal static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<string, int> _last = new();
    private readonly ConcurrentDictionary<string, bool> _busy = new();

    /// <inheritdoc />
    protected override async Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        meter.Begin();
        var (user, text) = (message.Value.User, message.Value.Text);
        var number = int.Parse(text.AsSpan(text.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
        if (!_busy.TryAdd(user, true) || _last.GetValueOrDefault(user, -1) >= number)
        {
            meter.Fail(new InvalidOperationException($"Message {number} of {user} was not processed in its turn."));
        }

        await Task.Delay(Duration, cancellationToken);
        _last[user] = number;
        _busy.TryRemove(user, out _);
        meter.End();
    }
}
