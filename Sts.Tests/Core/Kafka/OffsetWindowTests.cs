using Confluent.Kafka;
using CsCheck;
using Sts.Core.Kafka.Consuming;

namespace Sts.Tests.Core.Kafka;

public sealed class OffsetWindowTests
{
    private enum Step
    {
        Receive,
        Finish,
        ReachEnd,
        Advance,
    }

    // The model is a sorted set of what is unfinished; the offsets have gaps, as in compacted and transactional topics.
    [Test]
    public void Watermark_RandomSchedules_IsTheLowestUnfinishedOffsetAndNeverGoesBack() =>
        Gen.Enum<Step>().Select(Gen.Int[0, 1_000]).Array[0, 200].Sample(schedule =>
        {
            var assignment = Some.Assignment();
            var window = new OffsetWindow();
            var unfinished = new SortedDictionary<long, InFlightMessage>();
            long next = 100, read = Offset.Unset, before = Offset.Unset;
            foreach (var (step, number) in schedule)
            {
                switch (step)
                {
                    case Step.Receive:
                        next += number % 3;
                        unfinished[next] = Some.Message(assignment, next);
                        window.Add(unfinished[next]);
                        read = ++next;
                        break;
                    case Step.ReachEnd:
                        next += number % 2;
                        window.ReachedEnd(next);
                        read = next;
                        break;
                    case Step.Finish when unfinished.Count > 0:
                        var (offset, message) = unfinished.ElementAt(number % unfinished.Count);
                        unfinished.Remove(offset);
                        message.Finish();
                        break;
                    case Step.Advance:
                        window.Advance();
                        window.Watermark.Should().BeGreaterThanOrEqualTo(before);
                        before = window.Watermark;
                        if (unfinished.Count == 0)
                        {
                            window.Watermark.Should().Be(read);
                        }

                        break;
                }

                if (unfinished.Count > 0)
                {
                    window.Watermark.Should().BeLessThanOrEqualTo(unfinished.Keys.First());
                }
            }
        });

    [Test]
    public void Advance_FinishedOutOfOrder_WaitsForTheFirst()
    {
        var assignment = Some.Assignment();
        var window = new OffsetWindow();
        var messages = Enumerable.Range(7, 3).Select(offset => Some.Message(assignment, offset)).ToArray();
        Array.ForEach(messages, window.Add);

        messages[1].Finish();
        messages[2].Finish();
        window.Advance();
        window.Watermark.Should().Be(Offset.Unset.Value);

        messages[0].Finish();
        window.Advance();
        window.Watermark.Should().Be(10);
    }
}
