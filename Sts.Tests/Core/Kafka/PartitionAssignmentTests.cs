using Confluent.Kafka;
using CsCheck;
using Sts.Core.Kafka.Consuming;

namespace Sts.Tests.Core.Kafka;

public sealed class PartitionAssignmentTests
{
    private enum Step
    {
        Receive,
        Complete,
        ReachEnd,
    }

    [Test]
    public void Watermark_RandomSchedules_IsTheLowestUnfinishedOffsetAndNeverGoesBack()
    {
        var step = Gen.Enum<Step>().Select(Gen.Int[0, 1_000]);
        step.Array[0, 200].Sample(schedule =>
        {
            using var assignment = Some.Assignment();
            var unfinished = new SortedDictionary<long, InFlightMessage>();
            long next = 100, read = Offset.Unset, before = Offset.Unset;
            foreach (var (kind, number) in schedule)
            {
                if (kind is Step.Receive)
                {
                    // Offsets have gaps, as in compacted and transactional topics.
                    next += number % 3;
                    unfinished[next] = Some.Message(assignment, next);
                    assignment.Received(unfinished[next]);
                    read = ++next;
                }
                else if (kind is Step.ReachEnd)
                {
                    next += number % 2;
                    assignment.ReachedEnd(next);
                    read = next;
                }
                else if (unfinished.Count > 0)
                {
                    var (offset, message) = unfinished.ElementAt(number % unfinished.Count);
                    unfinished.Remove(offset);
                    assignment.Completed(message);
                }

                var watermark = assignment.Watermark;
                watermark.Should().BeGreaterThanOrEqualTo(before);
                if (unfinished.Count > 0)
                {
                    watermark.Should().BeLessThanOrEqualTo(unfinished.Keys.First());
                }
                else
                {
                    watermark.Should().Be(read);
                }

                before = watermark;
            }
        });
    }

    [Test]
    public void Completed_FromBeforeARevocation_DoesNotMoveTheNewAssignment()
    {
        using var before = Some.Assignment();
        var message = Some.Message(before, 5);
        before.Received(message);
        before.Stop();
        using var after = Some.Assignment();
        after.Received(Some.Message(after, 5));

        before.Completed(message);

        after.Watermark.Should().Be(Offset.Unset.Value);
    }

    [Test]
    public void TryBegin_AfterStop_IsRefused()
    {
        using var assignment = Some.Assignment();

        assignment.Stop();

        assignment.TryBegin().Should().BeFalse();
    }

    [Test]
    public async Task Drain_WorkUnderWay_WaitsForIt()
    {
        using var assignment = Some.Assignment();
        assignment.TryBegin();

        var drained = Task.Run(() => assignment.Drain(TimeSpan.FromSeconds(30)));
        drained.IsCompleted.Should().BeFalse();
        assignment.End();

        (await drained).Should().BeTrue();
        assignment.Aborted.IsCancellationRequested.Should().BeFalse();
    }

    [Test]
    public void Drain_WorkThatDoesNotEnd_IsAborted()
    {
        using var assignment = Some.Assignment();
        assignment.TryBegin();

        assignment.Drain(TimeSpan.FromMilliseconds(20)).Should().BeFalse();

        assignment.Aborted.IsCancellationRequested.Should().BeTrue();
    }

    [Test]
    public void InFlight_Messages_AreCountedInNumberAndBytes()
    {
        using var assignment = Some.Assignment();
        var first = Some.Message(assignment, 0, key: "ab");
        assignment.Received(first);
        assignment.Received(Some.Message(assignment, 1, key: null));

        assignment.InFlight.Should().Be((2, 8));
        assignment.Completed(first);
        assignment.InFlight.Should().Be((1, 3));
    }
}
