using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Processing;

namespace Sts.Tests.Core.Kafka;

/// <summary>Does with messages what a test says.</summary>
internal sealed class ScriptedHandler(Func<InFlightMessage[], Task> script) : IMessageHandler
{
    private int _calls;

    public int Calls => _calls;

    public int MaxMessages { get; init; } = 1;

    public TimeSpan MaxWait { get; init; } = TimeSpan.Zero;

    public bool OrderByPartition { get; init; }

    public ValueTask HandleAsync(ReadOnlyMemory<InFlightMessage> messages, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return new ValueTask(script(messages.ToArray()));
    }
}
