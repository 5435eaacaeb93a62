using System.Net.Sockets;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Kafka;

public sealed class MessageExecutorTests
{
    [Test]
    public async Task ExecuteAsync_Success_CompletesTheMessages()
    {
        using var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => Task.CompletedTask);

        await Executor(handler, new CollectingDeadLetters()).ExecuteAsync(Receive(assignment, 3));

        assignment.Watermark.Should().Be(3);
    }

    [Test]
    public async Task ExecuteAsync_InvalidMessage_IsDeadLetteredAtOnce()
    {
        using var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => throw new InvalidMessageException("It is bad."));
        var deadLetters = new CollectingDeadLetters();

        await Executor(handler, deadLetters).ExecuteAsync(Receive(assignment, 1));

        handler.Calls.Should().Be(1);
        deadLetters.Reasons.Should().ContainSingle().Which.Error.Message.Should().Be("It is bad.");
        assignment.Watermark.Should().Be(1);
    }

    [Test]
    public async Task ExecuteAsync_UnknownFailure_IsTriedMaxAttemptsTimesAndThenDeadLettered()
    {
        using var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => throw new FormatException("What is it?"));
        var deadLetters = new CollectingDeadLetters();

        await Executor(handler, deadLetters).ExecuteAsync(Receive(assignment, 1));

        handler.Calls.Should().Be(3);
        deadLetters.Reasons.Should().ContainSingle().Which.Attempts.Should().Be(3);
    }

    [Test]
    public async Task ExecuteAsync_ServiceAway_WaitsForItHoweverLongAndLosesNothing()
    {
        using var assignment = Some.Assignment();
        var failures = 0;
        var handler = new ScriptedHandler(_ => ++failures <= 20 ? throw new SocketException((int)SocketError.ConnectionRefused) : Task.CompletedTask);
        var deadLetters = new CollectingDeadLetters();

        await Executor(handler, deadLetters).ExecuteAsync(Receive(assignment, 1));

        handler.Calls.Should().Be(21);
        deadLetters.Reasons.Should().BeEmpty();
        assignment.Watermark.Should().Be(1);
    }

    [Test]
    public async Task ExecuteAsync_BadMessagesInABatch_AreFoundAndTheOthersProcessedInOrder()
    {
        using var assignment = Some.Assignment();
        var processed = new List<long>();
        var handler = new ScriptedHandler(batch =>
        {
            if (batch.Any(message => message.Offset is 3 or 70))
            {
                throw new InvalidMessageException("It is bad.");
            }

            processed.AddRange(batch.Select(message => message.Offset));
            return Task.CompletedTask;
        });
        var deadLetters = new CollectingDeadLetters();

        await Executor(handler, deadLetters).ExecuteAsync(Receive(assignment, 100));

        deadLetters.Reasons.Select(reason => reason.Source.Offset).Should().Equal(3, 70);
        processed.Should().Equal(Enumerable.Range(0, 100).Select(offset => (long)offset).Except([3, 70]));
        assignment.Watermark.Should().Be(100);
    }

    [Test]
    public async Task ExecuteAsync_DeadLetterNotWrittenBeforeTheStop_LeavesTheOffset()
    {
        using var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => throw new InvalidMessageException("It is bad."));
        var executing = Executor(handler, new StuckDeadLetters()).ExecuteAsync(Receive(assignment, 1));

        executing.IsCompleted.Should().BeFalse();
        assignment.Stop();
        await executing;

        assignment.Watermark.Should().Be(Offset.Unset.Value);
    }

    [Test]
    public async Task ExecuteAsync_StopDuringBackoff_GivesTheMessageBackAtOnce()
    {
        using var assignment = Some.Assignment();
        var failed = new TaskCompletionSource();
        var handler = new ScriptedHandler(_ =>
        {
            failed.TrySetResult();
            throw new SocketException((int)SocketError.ConnectionRefused);
        });
        var processor = Some.Processor(options => options.Retry = new RetryOptions { BaseDelay = TimeSpan.FromMinutes(5), MaxDelay = TimeSpan.FromMinutes(5) });
        var executing = Executor(handler, new CollectingDeadLetters(), processor).ExecuteAsync(Receive(assignment, 1));

        await failed.Task;
        assignment.Stop();
        await executing.WaitAsync(TimeSpan.FromSeconds(30));

        assignment.Watermark.Should().Be(Offset.Unset.Value);
    }

    private static MessageExecutor Executor(IMessageHandler handler, IDeadLetterProducer deadLetters, ProcessorDescriptor? processor = null)
    {
        processor ??= Some.Processor();
        return new(processor, handler, deadLetters, new ProcessorStatus(processor, Some.Metrics()), TimeProvider.System, NullLogger<MessageExecutor>.Instance);
    }

    private static InFlightMessage[] Receive(PartitionAssignment assignment, int count)
    {
        var messages = Enumerable.Range(0, count).Select(offset => Some.Message(assignment, offset)).ToArray();
        Array.ForEach(messages, assignment.Received);
        return messages;
    }

    private sealed class CollectingDeadLetters : IDeadLetterProducer
    {
        public List<DeadLetterReason> Reasons { get; } = [];

        public Task ProduceAsync(ConsumeResult<byte[]?, byte[]?> message, DeadLetterReason reason, CancellationToken cancellationToken)
        {
            Reasons.Add(reason);
            return Task.CompletedTask;
        }
    }

    private sealed class StuckDeadLetters : IDeadLetterProducer
    {
        public Task ProduceAsync(ConsumeResult<byte[]?, byte[]?> message, DeadLetterReason reason, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
