using Confluent.Kafka;

namespace Sts.Tests.Core.Kafka;

public sealed class PartitionAssignmentTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public void Finished_FromBeforeARevocation_DoesNotMoveTheNewAssignment()
    {
        var before = Some.Assignment();
        var message = Some.Message(before, 5);
        before.Received(message);
        before.Stop();
        var after = Some.Assignment();
        after.Received(Some.Message(after, 5));

        before.Finished([message]);
        after.Advance();

        after.Watermark.Should().Be(Offset.Unset.Value);
    }

    [Test]
    public void TryBegin_AfterStop_IsRefused()
    {
        var assignment = Some.Assignment();

        assignment.Stop();

        assignment.TryBegin().Should().BeFalse();
    }

    [Test]
    public void Drain_NothingUnderWay_IsDoneAtOnce()
    {
        var assignment = Some.Assignment();

        assignment.Stop();

        assignment.Drain(TimeSpan.Zero).Should().BeTrue();
    }

    [Test]
    public async Task Drain_WorkUnderWay_WaitsForIt()
    {
        var assignment = Some.Assignment();
        assignment.TryBegin();
        assignment.Stop();

        var drained = Task.Run(() => assignment.Drain(Deadline));
        drained.IsCompleted.Should().BeFalse();
        assignment.End();

        (await drained).Should().BeTrue();
        assignment.Aborted.IsCancellationRequested.Should().BeFalse();
    }

    [Test]
    public void Drain_WorkThatDoesNotEnd_IsAborted()
    {
        var assignment = Some.Assignment();
        assignment.TryBegin();
        assignment.Stop();

        assignment.Drain(TimeSpan.FromMilliseconds(20)).Should().BeFalse();

        assignment.Aborted.IsCancellationRequested.Should().BeTrue();
    }

    // KafkaFlow #111, #581 and #681: what runs within the client's callback must not run the handlers' continuations, or it waits for itself.
    [Test]
    public void Abort_SomebodyBlocksOnTheToken_ReturnsNevertheless()
    {
        var assignment = Some.Assignment();
        using var abortReturned = new ManualResetEventSlim();
        using var ended = new ManualResetEventSlim();
        using var registration = assignment.Aborted.Register(() =>
        {
            abortReturned.Wait(Deadline).Should().BeTrue();
            ended.Set();
        });

        assignment.Abort();
        abortReturned.Set();

        ended.Wait(Deadline).Should().BeTrue();
    }

    [Test]
    public void Unfinished_Messages_AreCountedInNumberAndBytes()
    {
        var assignment = Some.Assignment();
        var first = Some.Message(assignment, 0, key: "ab");
        assignment.Received(first);
        assignment.Received(Some.Message(assignment, 1, key: null));

        (assignment.Unfinished, assignment.UnfinishedBytes).Should().Be((2, 8));
        assignment.Finished([first]);
        (assignment.Unfinished, assignment.UnfinishedBytes).Should().Be((1, 3));
    }

    [Test]
    public async Task WaitUntilLeft_MessagesAreFinished_Returns()
    {
        var assignment = Some.Assignment();
        var messages = Enumerable.Range(0, 4).Select(offset => Some.Message(assignment, offset)).ToArray();
        Array.ForEach(messages, assignment.Received);
        assignment.WaitUntilLeft(2, TimeSpan.Zero).Should().BeFalse();

        var waiting = Task.Run(() => assignment.WaitUntilLeft(2, Deadline));
        assignment.Finished(messages.AsSpan(0, 2));

        (await waiting).Should().BeTrue();
    }
}
