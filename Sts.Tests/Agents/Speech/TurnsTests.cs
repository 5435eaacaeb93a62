using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TurnsTests
{
    private readonly Turns _turns = new();

    [Test]
    public async Task TakeAsync_ManyWaiters_GoInOrderOfAsking()
    {
        var first = await _turns.TakeAsync(CancellationToken.None);
        var order = new List<int>();
        var waiters = Enumerable.Range(0, 50).Select(async i =>
        {
            using var turn = await _turns.TakeAsync(CancellationToken.None);
            order.Add(i);
            await Task.Yield();
        }).ToArray();

        first.Dispose();
        await Task.WhenAll(waiters).WaitAsync(TimeSpan.FromSeconds(20));

        order.Should().Equal(Enumerable.Range(0, 50));
    }

    [Test]
    public async Task TakeAsync_CancelledWaiter_NeitherBlocksNorLetsOthersPast()
    {
        var first = await _turns.TakeAsync(CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var impatient = _turns.TakeAsync(cancellation.Token);
        var patient = _turns.TakeAsync(CancellationToken.None);

        await cancellation.CancelAsync();
        await impatient.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await Task.Yield();
        patient.IsCompleted.Should().BeFalse("the first still holds the turn");

        first.Dispose();
        (await patient.WaitAsync(TimeSpan.FromSeconds(20))).Dispose();
    }
}
