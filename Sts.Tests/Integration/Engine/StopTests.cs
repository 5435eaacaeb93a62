namespace Sts.Tests.Integration.Engine;

/// <summary>A member that stops leaves its group, and does not wait for its Kafka client forever.</summary>
[Category("Integration")]
public sealed class StopTests
{
    private const string LeftBehind = "has not left its group";
    private const string ClientLog = "Kafka:Properties:debug=cgrp";

    // Given partitions and closed before it could hand them over, a client can wait for itself: https://github.com/confluentinc/librdkafka/issues/4527
    [TestCase("Cooperative")]
    [TestCase("Consumer")]
    public async Task Member_ThatIsGivenPartitionsWhileItStops_LeavesTheGroup(string protocol)
    {
        await using var testbed = new EngineTestbed();
        string[] settings = [$"Kafka:GroupProtocol={protocol}", ClientLog];
        var first = await testbed.StartReadyAsync("first", settings);
        var second = await testbed.StartReadyAsync("second", settings);
        await testbed.SendUntilAllWorkAsync("first", "second");
        await testbed.ExpectAllHandledAsync();
        using var slow = new SlowToGiveBack(second);

        var stopping = second.StopAsync();
        await slow.Begun.WaitAsync(EngineTestbed.Deadline);
        await first.StopAsync();
        await WaitFor.ConditionAsync(() => slow.IsGivenPartitions, EngineTestbed.Deadline, "the second engine's client to be given what the first one had");
        slow.GoOn();
        await stopping;

        second.Log.Should().NotContain(line => line.Contains(LeftBehind));
        await testbed.StartReadyAsync("third", settings);
        await testbed.SendUntilAllWorkAsync("third");
        await testbed.ExpectAllDoneAsync();
    }

    [Test]
    public async Task Member_WhoseClientDoesNotClose_StopsWithoutIt()
    {
        using var release = new ManualResetEventSlim();
        await using var testbed = new EngineTestbed();
        var engine = await testbed.StartReadyAsync("first", ClientLog);
        engine.OnLogged(message =>
        {
            if (message.Contains("Terminating group", StringComparison.Ordinal))
            {
                release.Wait(EngineTestbed.Deadline);
            }
        });

        await engine.StopAsync();

        engine.Log.Should().ContainSingle(line => line.Contains(LeftBehind)).Which.Should().StartWith("Warning");
        release.Set();
    }
}
