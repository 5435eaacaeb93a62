using Sts.Benchmarks.Reporting;

namespace Sts.Tests.Benchmarks;

public sealed class PairedComparisonTests
{
    [Test]
    public async Task AlternateAsync_SeveralPairs_RunsBothInTurn()
    {
        var order = "";

        await PairedComparison<double>.AlternateAsync(3, () => RunAsync("o", 1), () => RunAsync("b", 1), (pair, _, _) => order += pair);

        order.Should().Be("ob1ob2ob3");

        Task<double> RunAsync(string name, double figure)
        {
            order += name;
            return Task.FromResult(figure);
        }
    }

    [Test]
    public void ToRow_MachineThatChangesItsSpeed_ComparesEachRunWithTheOneBesideIt()
    {
        var runs = new PairedComparison<double>([(90, 100), (9, 10), (8, 10)]);

        var row = runs.ToRow("scenario", "messages/s", "N0", Goal.RatioAtLeast(0.9), figure => figure);

        row.Ratio.Should().Be(new Spread(Median: 0.9, Min: 0.8, Max: 0.9));
        row.IsMet.Should().BeTrue();
    }

    [Test]
    public void IsMet_RatioOverALimitThatItMustNotPass_IsFalse() =>
        new PairedComparison<double>([(4, 1)]).ToRow("scenario", "ms", "N0", Goal.RatioAtMost(3), figure => figure).IsMet.Should().BeFalse();

    [Test]
    public void Of_EvenNumberOfFigures_TakesTheMeanOfTheTwoInTheMiddle() =>
        Spread.Of([4, 1, 3, 2]).Should().Be(new Spread(Median: 2.5, Min: 1, Max: 4));

    [Test]
    public void Of_NoFigures_IsRefused() => FluentActions.Invoking(() => Spread.Of([])).Should().Throw<ArgumentException>();
}
