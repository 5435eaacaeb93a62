using System.Collections.Concurrent;
using Confluent.Kafka;
using CsCheck;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Messaging;

namespace Sts.Tests.Core.Kafka;

public sealed class KeyedWorkerPoolTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Enqueue_SlowKey_HoldsUpNoOtherKey()
    {
        var assignment = Some.Assignment();
        var release = new TaskCompletionSource();
        using var others = new CountdownEvent(99);
        await using var pool = new TestPool(2, new ScriptedHandler(async batch =>
        {
            if (batch[0].ToContext("").Key == "slow")
            {
                await release.Task;
            }
            else
            {
                others.Signal();
            }
        }));

        pool.Enqueue(assignment, Enumerable.Range(0, 100).Select(offset => offset == 0 ? "slow" : $"user-{offset}"));

        others.Wait(Deadline).Should().BeTrue();
        assignment.Advance();
        assignment.Watermark.Should().Be(Offset.Unset.Value, "the slow message is the first one and not finished");
        release.SetResult();
    }

    [Test]
    public async Task Enqueue_KeysThatWaitForTheirNextAttempt_NeedNoWorker()
    {
        var assignment = Some.Assignment();
        using var others = new CountdownEvent(10);
        var processor = Some.Processor(options => options.Retry = new RetryOptions { BaseDelay = TimeSpan.FromMinutes(5), MaxDelay = TimeSpan.FromMinutes(5) });
        await using var pool = new TestPool(2, new ScriptedHandler(batch =>
        {
            if (batch[0].ToContext("").Key!.StartsWith("failing", StringComparison.Ordinal))
            {
                throw new TimeoutException("It takes too long.");
            }

            others.Signal();
            return Task.CompletedTask;
        }), processor: processor);

        pool.Enqueue(assignment, Enumerable.Range(0, 20).Select(offset => offset < 10 ? $"failing-{offset}" : $"user-{offset}"));

        others.Wait(Deadline).Should().BeTrue();
        pool.Handler.Calls.Should().Be(20);
    }

    [Test]
    public async Task WakeStopped_KeyWaitsForItsNextAttempt_LetsGoOfItAtOnce()
    {
        var (before, after) = (Some.Assignment(), Some.Assignment());
        using var processed = new ManualResetEventSlim();
        var processor = Some.Processor(options => options.Retry = new RetryOptions { BaseDelay = TimeSpan.FromMinutes(5), MaxDelay = TimeSpan.FromMinutes(5) });
        await using var pool = new TestPool(2, new ScriptedHandler(batch =>
        {
            if (batch[0].Assignment == before)
            {
                throw new TimeoutException("It takes too long.");
            }

            processed.Set();
            return Task.CompletedTask;
        }), processor: processor);
        pool.Enqueue(before, ["user"]);
        await pool.CalledAsync(1);

        before.Stop();
        before.Drain(Deadline).Should().BeTrue();
        pool.Pool.WakeStopped();
        pool.Enqueue(after, ["user"]);

        processed.Wait(Deadline).Should().BeTrue("the message of the former assignment has gone");
    }

    [Test]
    public async Task Enqueue_BatchHandler_GetsBatchesOfOnePartitionInOrder()
    {
        var assignment = Some.Assignment();
        var batches = new ConcurrentQueue<long[]>();
        await using var pool = new TestPool(4, Batches(batch => batches.Enqueue([.. batch.Select(message => message.Offset)])));

        pool.Enqueue(assignment, Enumerable.Range(0, 95).Select(offset => $"user-{offset}"));
        await TestPool.FinishedAsync(assignment, 95);

        batches.SelectMany(batch => batch).Should().Equal(Enumerable.Range(0, 95).Select(offset => (long)offset));
        batches.Should().AllSatisfy(batch => batch.Length.Should().BeLessThanOrEqualTo(10));
        batches.Should().HaveCount(10);
    }

    [Test]
    public async Task Enqueue_BadMessagesInBatches_AreFoundAndTheOthersProcessedInOrder()
    {
        var assignment = Some.Assignment();
        var processed = new List<long>();
        var deadLetters = new CollectingDeadLetters();
        await using var pool = new TestPool(4, Batches(batch =>
        {
            if (batch.Any(message => message.Offset is 3 or 70 or 71))
            {
                throw new InvalidMessageException("It is bad.");
            }

            processed.AddRange(batch.Select(message => message.Offset));
        }), deadLetters);

        pool.Enqueue(assignment, Enumerable.Repeat("user", 100));
        await TestPool.FinishedAsync(assignment, 100);

        deadLetters.Reasons.Select(reason => reason.Source.Offset).Should().Equal(3, 70, 71);
        processed.Should().Equal(Enumerable.Range(0, 100).Select(offset => (long)offset).Except([3, 70, 71]));
    }

    [Test]
    public async Task CloseAsync_HandlerDoesNotEnd_ThrowsWhenTheTimeIsOver()
    {
        var assignment = Some.Assignment();
        var never = new TaskCompletionSource();
        await using var pool = new TestPool(2, new ScriptedHandler(_ => never.Task));
        pool.Enqueue(assignment, ["user"]);
        await pool.CalledAsync(1);

        var closing = () => pool.Pool.CloseAsync(TimeSpan.FromMilliseconds(20));

        await closing.Should().ThrowAsync<TimeoutException>();
        never.SetResult();
    }

    // Ordering keys are random, so the pool is compared with what it must do whatever the schedule: the oldest unfinished message of
    // each key is running, as long as there are workers; nothing else is.
    [Test]
    public Task Pool_RandomSchedules_RunsTheFirstOfEachKeyAndLosesNothing() =>
        Gen.Select(Gen.Int[1, 6], Gen.Enum<PoolStep>().Select(Gen.Int[0, 1_000]).Array[1, 80])
            .SampleAsync(async (workers, schedule) =>
            {
                await using var model = new PoolModel(workers);
                foreach (var (step, number) in schedule)
                {
                    model.Do(step, number);
                    await model.SettledAsync();
                }

                await model.FinishAllAsync();
            }, iter: 200);

    private static ScriptedHandler Batches(Action<InFlightMessage[]> script) => new(batch =>
    {
        script(batch);
        return Task.CompletedTask;
    })
    {
        MaxMessages = 10,
        MaxWait = TimeSpan.FromMilliseconds(20),
        OrderByPartition = true,
    };
}
