namespace Sts.Tests.Integration.Engine;

[Category("Integration")]
public sealed class ConcurrencyTests
{
    private const int Users = 500;
    private static readonly TimeSpan Decision = TimeSpan.FromMilliseconds(200);

    [Test]
    public async Task Workers_AsManyAsUsers_DecideForAllOfThemAtTheSameTimeAndForEachInOrder()
    {
        await using var testbed = new EngineTestbed((_, _, cancellationToken) => Task.Delay(Decision, cancellationToken));
        await testbed.SendAsync(Users, each: 4);

        await testbed.StartReadyAsync("first", $"Processors:Probe:Workers={Users}");

        await testbed.ExpectAllDoneAsync();
        testbed.Journal.MostRunning.Should().BeGreaterThanOrEqualTo(450).And.BeLessThanOrEqualTo(Users);
        testbed.Journal.Handled.Take(Users).DistinctBy(handled => handled.User).Count().Should().BeGreaterThanOrEqualTo(450, "nobody waits for another user's second answer");
    }
}
