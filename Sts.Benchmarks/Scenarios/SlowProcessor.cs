using Sts.Benchmarks.Running;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Benchmarks.Scenarios;

/// <summary>Takes 30 ms for a message and spends them waiting, as a processor that asks a database does.</summary>
[Consumes(Bench.UtterancesTopic)]
public sealed class SlowProcessor(Meter meter) : AvroProcessor<TranscriptionSegment>
{
    internal static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(30);

    /// <inheritdoc />
    protected override async Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        meter.Begin();
        await Task.Delay(Duration, cancellationToken);
        meter.End();
    }
}
