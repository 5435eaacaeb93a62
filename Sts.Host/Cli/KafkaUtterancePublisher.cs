using Sts.Core.Kafka;
using Sts.Core.Messages;
using Sts.Core.Messaging;

namespace Sts.Host.Cli;

/// <summary>Publishes straight to Kafka, many at a time.</summary>
internal sealed class KafkaUtterancePublisher(ServiceProvider services) : IUtterancePublisher
{
    private const int MaxUnderWay = 1_000;

    private readonly ITopicProducer<TranscriptionSegment> _producer = services.GetRequiredService<ITopicProducer<TranscriptionSegment>>();
    private readonly Queue<Task> _underWay = new();
    private bool _schemaKnown;

    public string Description => $"to {_producer.Topic} at {services.GetRequiredService<KafkaCluster>().BootstrapServers}";

    public async Task PublishAsync(TranscriptionSegment segment, CancellationToken cancellationToken)
    {
        var sending = _producer.ProduceAsync(segment.User, segment, cancellationToken);
        if (!_schemaKnown)
        {
            // Until the schema's id is known, sending is asynchronous from its first step, and the order would be left to chance.
            await sending;
            _schemaKnown = true;
        }

        _underWay.Enqueue(sending);
        if (_underWay.Count >= MaxUnderWay)
        {
            await _underWay.Dequeue();
        }
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (_underWay.TryDequeue(out var sending))
        {
            await sending.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
