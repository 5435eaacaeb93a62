using System.Collections.Concurrent;
using Confluent.Kafka;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.Hosting;

namespace Sts.Tests.Core.Kafka;

public sealed class KeyedWorkerPoolTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Enqueue_SlowKey_HoldsUpNoOtherKey()
    {
        using var assignment = Some.Assignment();
        var release = new TaskCompletionSource();
        using var others = new CountdownEvent(99);
        var handler = new ScriptedHandler(async batch =>
        {
            if (batch[0].ToContext("").Key == "slow")
            {
                await release.Task;
            }
            else
            {
                others.Signal();
            }
        });
        await using var pool = Pool(2, handler);

        Enqueue(pool, assignment, 0, "slow");
        for (var offset = 1; offset < 100; offset++)
        {
            Enqueue(pool, assignment, offset, $"user-{offset}");
        }

        others.Wait(Deadline).Should().BeTrue();
        assignment.Watermark.Should().Be(Offset.Unset.Value, "the slow message is the first one and not finished");
        release.SetResult();
    }

    [Test]
    public Task Enqueue_RandomKeysAndWorkers_KeepsTheOrderOfEachKeyAndNeverRunsOneTwiceAtATime() => Gen.Select(Gen.Int[1, 8], Gen.Int[0, 5].Array[1, 300])
        .SampleAsync(async (workers, keys) =>
        {
            using var assignment = Some.Assignment();
            var seen = new ConcurrentDictionary<string, List<long>>();
            var running = new ConcurrentDictionary<string, bool>();
            var handler = new ScriptedHandler(async batch =>
            {
                var key = batch[0].ToContext("").Key ?? "";
                running.TryAdd(key, true).Should().BeTrue("a key is never processed twice at a time");
                seen.GetOrAdd(key, _ => []).Add(batch[0].Offset);
                await Task.Yield();
                running.TryRemove(key, out _);
            });
            await using (var pool = Pool(workers, handler))
            {
                for (var offset = 0; offset < keys.Length; offset++)
                {
                    Enqueue(pool, assignment, offset, keys[offset] == 0 ? null : $"key-{keys[offset]}");
                }
            }

            seen.Values.Should().AllSatisfy(offsets => offsets.Should().BeInAscendingOrder());
            seen.Values.Sum(offsets => offsets.Count).Should().Be(keys.Length);
            assignment.Watermark.Should().Be(keys.Length);
        }, iter: 50);

    [Test]
    public async Task Enqueue_BatchHandler_GetsBatchesOfOnePartitionInOrder()
    {
        using var assignment = Some.Assignment();
        var batches = new ConcurrentQueue<long[]>();
        var handler = new ScriptedHandler(batch =>
        {
            batches.Enqueue([.. batch.Select(message => message.Offset)]);
            return Task.CompletedTask;
        })
        {
            MaxMessages = 10,
            MaxWait = TimeSpan.FromMilliseconds(20),
            OrderByPartition = true,
        };
        await using (var pool = Pool(4, handler))
        {
            for (var offset = 0; offset < 95; offset++)
            {
                Enqueue(pool, assignment, offset, $"user-{offset}");
            }
        }

        batches.SelectMany(batch => batch).Should().Equal(Enumerable.Range(0, 95).Select(offset => (long)offset));
        batches.Should().AllSatisfy(batch => batch.Length.Should().BeLessThanOrEqualTo(10));
        batches.Count.Should().BeLessThan(95);
    }

    [Test]
    public async Task Enqueue_StoppedAssignment_IsPassedOver()
    {
        using var assignment = Some.Assignment();
        var handler = new ScriptedHandler(_ => Task.CompletedTask);
        assignment.Stop();
        await using (var pool = Pool(2, handler))
        {
            Enqueue(pool, assignment, 0, "user");
        }

        handler.Calls.Should().Be(0);
        assignment.Watermark.Should().Be(Offset.Unset.Value);
    }

    private static KeyedWorkerPool Pool(int workers, IMessageHandler handler)
    {
        var processor = Some.Processor();
        var executor = new MessageExecutor(
            processor, handler, null!, new ProcessorStatus(processor, Some.Metrics()), TimeProvider.System, NullLogger<MessageExecutor>.Instance);
        return new KeyedWorkerPool(workers, handler, executor, TimeProvider.System);
    }

    private static void Enqueue(KeyedWorkerPool pool, PartitionAssignment assignment, long offset, string? key)
    {
        var message = Some.Message(assignment, offset, key);
        assignment.Received(message);
        pool.Enqueue(message);
    }
}
