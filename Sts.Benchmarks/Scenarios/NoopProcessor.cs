using Sts.Benchmarks.Running;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Benchmarks.Scenarios;

/// <summary>Does nothing with its messages: what is left is the engine.</summary>
[Consumes(Bench.UtterancesTopic)]
public sealed class NoopProcessor(Meter meter) : AvroProcessor<TranscriptionSegment>
{
    /// <inheritdoc />
    protected override Task ProcessAsync(MessageContext<TranscriptionSegment> message, CancellationToken cancellationToken)
    {
        meter.Begin();
        meter.End();
        return Task.CompletedTask;
    }
}
