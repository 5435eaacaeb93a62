using System.Net.Sockets;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Kafka.Processing;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Kafka;

public sealed class MessageExecutorTests
{
    private CollectingDeadLetters _deadLetters = null!;

    [SetUp]
    public void Begin() => _deadLetters = new CollectingDeadLetters();

    [Test]
    public async Task ExecuteAsync_Success_FinishesTheMessages()
    {
        var assignment = Some.Assignment();

        var tries = await TryUntilDealtWithAsync(new ScriptedHandler(_ => Task.CompletedTask), assignment);

        tries.Should().Be(1);
        assignment.Watermark.Should().Be(1);
    }

    [Test]
    public async Task ExecuteAsync_InvalidMessage_IsDeadLetteredAtOnce()
    {
        var assignment = Some.Assignment();

        var tries = await TryUntilDealtWithAsync(new ScriptedHandler(_ => throw new InvalidMessageException("It is bad.")), assignment);

        tries.Should().Be(1);
        _deadLetters.Reasons.Should().ContainSingle().Which.Error.Message.Should().Be("It is bad.");
        assignment.Watermark.Should().Be(1);
    }

    [Test]
    public async Task ExecuteAsync_UnknownFailure_IsTriedMaxAttemptsTimesAndThenDeadLettered()
    {
        var assignment = Some.Assignment();

        var tries = await TryUntilDealtWithAsync(new ScriptedHandler(_ => throw new FormatException("What is it?")), assignment);

        tries.Should().Be(3);
        _deadLetters.Reasons.Should().ContainSingle().Which.Attempts.Should().Be(3);
    }

    [Test]
    public async Task ExecuteAsync_ServiceAway_IsTriedHoweverLongItTakesAndLosesNothing()
    {
        var assignment = Some.Assignment();
        var failures = 0;
        var handler = new ScriptedHandler(_ => ++failures <= 20 ? throw new SocketException((int)SocketError.ConnectionRefused) : Task.CompletedTask);

        var tries = await TryUntilDealtWithAsync(handler, assignment);

        tries.Should().Be(21);
        _deadLetters.Reasons.Should().BeEmpty();
        assignment.Watermark.Should().Be(1);
    }

    [Test]
    public async Task ExecuteAsync_DeadLetterNotWritten_IsWrittenLaterWithoutProcessingAgain()
    {
        var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => throw new InvalidMessageException("It is bad."));
        _deadLetters.Failures = 4;

        var tries = await TryUntilDealtWithAsync(handler, assignment);

        tries.Should().Be(5);
        handler.Calls.Should().Be(1);
        _deadLetters.Reasons.Should().ContainSingle();
        assignment.Watermark.Should().Be(1);
    }

    [Test]
    public async Task ExecuteAsync_AbortedWhileProcessing_LeavesTheOffset()
    {
        var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => Task.Delay(Timeout.Infinite, assignment.Aborted));
        var executing = TryUntilDealtWithAsync(handler, assignment);

        assignment.Abort();
        await executing;

        assignment.Watermark.Should().Be(Offset.Unset.Value);
        _deadLetters.Reasons.Should().BeEmpty();
    }

    [Test]
    public async Task ExecuteAsync_StoppedAssignment_IsPassedOver()
    {
        var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => Task.CompletedTask);
        assignment.Stop();

        await TryUntilDealtWithAsync(handler, assignment);

        handler.Calls.Should().Be(0);
        assignment.Watermark.Should().Be(Offset.Unset.Value);
    }

    private async Task<int> TryUntilDealtWithAsync(IMessageHandler handler, PartitionAssignment assignment)
    {
        var processor = Some.Processor();
        var executor = new MessageExecutor(
            processor, handler, _deadLetters, new ProcessorStatus(processor, Some.Metrics()), TimeProvider.System, NullLogger<MessageExecutor>.Instance);
        var messages = new[] { Some.Message(assignment, 0) };
        Array.ForEach(messages, assignment.Received);
        var attempts = new Attempts();
        var tries = 1;
        while (await executor.ExecuteAsync(messages, attempts) is not null)
        {
            tries++;
        }

        assignment.Advance();
        return tries;
    }
}
