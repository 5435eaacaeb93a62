using Microsoft.Extensions.Logging.Abstractions;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;
using Sts.Tests.Integration;

namespace Sts.Tests.Core.Kafka;

/// <summary>A pool of workers around a handler.</summary>
internal sealed class TestPool : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Dictionary<PartitionAssignment, long> _next = [];

    public TestPool(int workers, ScriptedHandler handler, IDeadLetterProducer? deadLetters = null, ProcessorDescriptor? processor = null)
    {
        processor ??= Some.Processor();
        Handler = handler;
        var executor = new MessageExecutor(
            processor, handler, deadLetters ?? new CollectingDeadLetters(), new ProcessorStatus(processor, Some.Metrics()), TimeProvider.System,
            NullLogger<MessageExecutor>.Instance);
        Pool = new KeyedWorkerPool(workers, handler, executor, TimeProvider.System);
    }

    public KeyedWorkerPool Pool { get; }

    public ScriptedHandler Handler { get; }

    /// <summary>Hands over messages with these keys, at the next offsets of an assignment.</summary>
    public void Enqueue(PartitionAssignment assignment, IEnumerable<string> keys)
    {
        var messages = keys.Select(key =>
        {
            var offset = _next.GetValueOrDefault(assignment);
            _next[assignment] = offset + 1;
            return Some.Message(assignment, offset, key, Handler.OrderByPartition);
        }).ToArray();
        Array.ForEach(messages, assignment.Received);
        Pool.Enqueue(messages);
    }

    public Task CalledAsync(int calls) => WaitFor.ConditionAsync(() => Handler.Calls >= calls, Deadline, $"{calls} calls of the handler");

    public static Task FinishedAsync(PartitionAssignment assignment, long watermark) => WaitFor.ConditionAsync(() =>
    {
        assignment.Advance();
        return assignment.Watermark == watermark;
    }, Deadline, $"the watermark {watermark}");

    public async ValueTask DisposeAsync() => await Pool.CloseAsync(Deadline);
}
