using Sts.Core.Kafka.Hosting;

namespace Sts.Tests.Integration.Engine;

/// <summary>A processor that is paused takes nothing new, loses nothing, and stays a member of its group.</summary>
[Category("Integration")]
public sealed class PauseTests
{
    [Test]
    public async Task Pause_WhileMessagesArrive_TakesNoneUntilResumedAndShowsTheLag()
    {
        await using var testbed = new EngineTestbed();
        var engine = await testbed.StartReadyAsync("first");
        await testbed.SendAsync(users: 4, each: 5);
        await testbed.ExpectAllDoneAsync();

        engine.Probe.Pause().Should().BeTrue();
        await PausedAsync(engine);
        await testbed.SendAsync(users: 4, each: 10);

        await WaitFor.ConditionAsync(() => engine.Probe.Lag == 40, EngineTestbed.Deadline, "the lag, which the broker alone knows of a paused partition");
        (engine.Probe.State, engine.Probe.HasAssignment, engine.IsReady).Should().Be((ProcessorState.Paused, true, true));
        engine.Probe.Partitions.Should().HaveCount(4).And.OnlyContain(partition => partition.Lag == 10 && partition.Committed == 5 && partition.Position == 5);
        testbed.Journal.Begun.Should().Be(20);
        engine.Probe.Resume().Should().BeTrue();
        await testbed.ExpectAllDoneAsync();
        await WaitFor.ConditionAsync(() => engine.Probe is { Lag: 0, Processed: 60 }, EngineTestbed.Deadline, "everything to be counted");
        engine.Probe.State.Should().Be(ProcessorState.Running);
        engine.Probe.RatePerSecond.Should().BePositive();
    }

    [Test]
    public async Task Pause_WithMessagesInWork_LetsThemFinishAndCommitsThem()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed((_, _, cancellationToken) => release.Task.WaitAsync(cancellationToken));
        var engine = await testbed.StartReadyAsync("first");
        await testbed.SendAsync("alice", partition: 0);
        await WaitFor.ConditionAsync(() => testbed.Journal.Running == 1, EngineTestbed.Deadline, "the message to be in work");

        engine.Probe.Pause();
        await PausedAsync(engine);
        release.SetResult();

        await WaitFor.ConditionAsync(() => testbed.Commits.Committed(0) == 1, EngineTestbed.Deadline, "its offset");
        engine.Probe.State.Should().Be(ProcessorState.Paused);
    }

    [Test]
    public async Task Pause_PartitionsAssignedMeanwhile_StayPausedUntilResumed()
    {
        await using var testbed = new EngineTestbed();
        var first = await testbed.StartReadyAsync("first");
        var second = await testbed.StartReadyAsync("second");
        await testbed.SendUntilAllWorkAsync("first", "second");
        await testbed.ExpectAllDoneAsync();
        first.Probe.Pause();
        await PausedAsync(first);
        var before = testbed.Journal.Handled.Count(handled => handled.Engine == "first");

        await testbed.SendAsync(users: 4, each: 20);
        await second.StopAsync();
        await WaitFor.ConditionAsync(() => first.Probe.Partitions.Count == 4, EngineTestbed.Deadline, "the other's partitions");
        await testbed.SendAsync(users: 4, each: 20);
        var left = testbed.Sent.Count - testbed.Journal.Done;
        await WaitFor.ConditionAsync(() => first.Probe.Lag == left, EngineTestbed.Deadline, $"a lag of {left}");

        testbed.Journal.Handled.Count(handled => handled.Engine == "first").Should().Be(before);
        first.IsReady.Should().BeTrue();
        first.Probe.Resume();
        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Pause_OfAPartitionThatBackpressureHasPaused_HoldsAfterItIsRelieved()
    {
        var release = new TaskCompletionSource();
        await using var testbed = new EngineTestbed((_, _, cancellationToken) => release.Task.WaitAsync(cancellationToken), partitions: 1);
        var engine = await testbed.StartReadyAsync("first", "Processors:Probe:BufferSize=5");
        await testbed.SendAsync("alice", partition: 0, count: 300);
        await WaitFor.ConditionAsync(() => engine.Probe.InFlight >= 5, EngineTestbed.Deadline, "a full buffer");

        engine.Probe.Pause();
        await PausedAsync(engine);
        release.SetResult();

        await WaitFor.ConditionAsync(() => engine.Probe is { InFlight: 0, Lag: > 0 }, EngineTestbed.Deadline, "what is in memory to be finished");
        testbed.Journal.Done.Should().BeLessThan(300);
        engine.Probe.Resume();
        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Status_OfAProcessorWhoseMessagesFail_TellsOfItsRetriesAndItsLastError()
    {
        var healed = false;
        await using var testbed = new EngineTestbed((_, _, _) => Volatile.Read(ref healed) ? Task.CompletedTask : throw new FormatException("What is it?"));
        var engine = await testbed.StartReadyAsync("first", "Processors:Probe:Retry:MaxAttempts=1000");
        await testbed.SendAsync("alice", partition: 0);

        await WaitFor.ConditionAsync(() => engine.Probe is { State: ProcessorState.Retrying, Retries: >= 2 }, EngineTestbed.Deadline, "some retries");
        engine.Probe.LastError!.Message.Should().Be("What is it?");
        engine.IsReady.Should().BeTrue();
        Volatile.Write(ref healed, true);
        await testbed.ExpectAllDoneAsync();
        await WaitFor.ConditionAsync(() => engine.Probe.State is ProcessorState.Running, EngineTestbed.Deadline, "it to run");
    }

    // The poll thread notices within a poll, and shows it in the next observation.
    private static Task PausedAsync(EngineHost engine)
    {
        var partitions = engine.Probe.Partitions;
        return WaitFor.ConditionAsync(
            () => engine.Probe.State is ProcessorState.Paused && !ReferenceEquals(partitions, engine.Probe.Partitions), EngineTestbed.Deadline, "the pause");
    }
}
