using System.Collections.Concurrent;
using Sts.Core.Messaging;

namespace Sts.Tests.Processors;

/// <summary>Keeps what a processor produces.</summary>
internal sealed class CollectingProducer<TMessage> : ITopicProducer<TMessage>
{
    private readonly ConcurrentQueue<(string Key, TMessage Message)> _produced = new();

    public string Topic => typeof(TMessage).Name;

    public IReadOnlyList<(string Key, TMessage Message)> Produced => [.. _produced];

    public Task ProduceAsync(string key, TMessage message, CancellationToken cancellationToken)
    {
        _produced.Enqueue((key, message));
        return Task.CompletedTask;
    }
}
