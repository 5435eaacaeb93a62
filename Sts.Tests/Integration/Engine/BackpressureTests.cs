namespace Sts.Tests.Integration.Engine;

/// <summary>
/// Backpressure is pausing while polling goes on. Engines that do not poll instead leave their group
/// (https://github.com/Farfetch/kafkaflow/issues/111) as soon as a handler takes longer than <c>max.poll.interval.ms</c>.
/// </summary>
[Category("Integration")]
public sealed class BackpressureTests
{
    private const int MaxPollIntervalMs = 1_600;
    private const string Slow = "slow";

    [Test]
    public async Task Handler_ThatTakesMuchLongerThanMaxPollInterval_NeitherLeavesTheGroupNorBlocksARebalance()
    {
        await using var testbed = new EngineTestbed(
            (_, message, cancellationToken) => message.Key == Slow ? Task.Delay(2 * MaxPollIntervalMs, cancellationToken) : Task.CompletedTask);
        string[] settings =
            [$"Kafka:Consumer:max.poll.interval.ms={MaxPollIntervalMs}", "Processors:Probe:BufferSize=10", $"Kafka:DrainTimeout={TimeSpan.FromMilliseconds(4 * MaxPollIntervalMs)}"];
        var first = await testbed.StartReadyAsync("first", settings);
        // The slow user fills its partition's buffer, so that it is paused; the others have partitions of their own.
        await testbed.SendAsync(Slow, partition: 3, count: 1);
        await testbed.SendAsync("behind", partition: 3, count: 30);
        await WaitFor.ConditionAsync(() => testbed.Journal.Done >= 9, EngineTestbed.Deadline, "the other user of the partition, as far as the buffer goes");
        await testbed.SendAsync(users: 3, each: 30);
        await WaitFor.ConditionAsync(() => testbed.Journal.Done >= 99, EngineTestbed.Deadline, "the users of other partitions");
        testbed.Journal.IsDone(partition: 3, offset: 0).Should().BeFalse("the slow handler is still at work");

        await testbed.ExpectAllDoneAsync();
        testbed.Journal.Begun.Should().Be(testbed.Sent.Count, "nothing is begun again, so the engine never left the group");
        first.Log.Should().NotContain(line => line.Contains("max.poll.interval", StringComparison.Ordinal) || line.Contains("has lost", StringComparison.Ordinal));
    }

    [Test]
    public async Task Rebalance_WhileAHandlerIsSlow_GivesTheOthersTheirShareMeanwhile()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed((_, message, cancellationToken) => message.Key == Slow ? release.Task.WaitAsync(cancellationToken) : Task.CompletedTask);
        await testbed.StartReadyAsync("first", "Kafka:DrainTimeout=00:00:00.500");
        foreach (var partition in Enumerable.Range(0, testbed.Broker.Partitions))
        {
            await testbed.SendAsync(Slow, partition);
        }

        await WaitFor.ConditionAsync(() => testbed.Journal.Running >= 1, EngineTestbed.Deadline, "the slow handlers");

        await testbed.StartReadyAsync("second");
        await testbed.SendUntilAllWorkAsync("first", "second");
        release.SetResult();
        await testbed.ExpectAllHandledAsync();
    }
}
