namespace Sts.Tests.Integration;

public sealed class WaitForTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Test]
    public async Task ConditionAsync_TrueAfterFailures_Returns()
    {
        var asked = 0;

        await WaitFor.ConditionAsync(
            () => ++asked switch
            {
                1 => throw new InvalidOperationException("not up yet"),
                2 => false,
                _ => true,
            },
            Ample,
            "the third answer");

        asked.Should().Be(3);
    }

    [Test]
    public async Task ConditionAsync_NeverTrue_SaysWhatAndTheLastError()
    {
        var wait = () => WaitFor.ConditionAsync(
            () => Task.FromException<bool>(new InvalidOperationException("connection refused")), Short, "the row");

        (await wait.Should().ThrowAsync<TimeoutException>().WithMessage("*the row*connection refused*"))
            .WithInnerException<InvalidOperationException>();
    }

    [Test]
    public async Task ConditionAsync_UnansweredQuestion_IsGivenUpAtTheDeadline()
    {
        var wait = () => WaitFor.ConditionAsync(
            () => new TaskCompletionSource<bool>().Task, Short, "an answer").WaitAsync(Ample);

        await wait.Should().ThrowAsync<TimeoutException>().WithMessage("*an answer*");
    }

    [Test]
    public async Task ConditionAsync_IgnoredTest_StaysIgnored()
    {
        var wait = () => WaitFor.ConditionAsync(() => Task.FromException<bool>(new IgnoreException("no Kafka")), Ample, "Kafka");

        await wait.Should().ThrowAsync<IgnoreException>();
    }

    [Test]
    public async Task ConditionAsync_NoAnswerAtTheDeadline_TellsTheOneBefore()
    {
        var asked = 0;

        var wait = () => WaitFor.ConditionAsync(
            () => asked++ == 0 ? Task.FromException<bool>(new InvalidOperationException("not up yet")) : new TaskCompletionSource<bool>().Task, Short, "an answer");

        (await wait.Should().ThrowAsync<TimeoutException>().WithMessage("*an answer*not up yet*")).WithInnerException<InvalidOperationException>();
    }
}
