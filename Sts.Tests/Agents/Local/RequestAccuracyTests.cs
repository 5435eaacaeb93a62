namespace Sts.Tests.Agents.Local;

/// <summary>Holds the grammar's quality on utterances it was not written for.</summary>
public class RequestAccuracyTests
{
    [Test]
    public void Analyse_LabelledUtterances_IsAccurateAndSeldomSpeaksUpUnasked()
    {
        var rows = EvaluationData.ReadLinesOrIgnore("actionable_dev.tsv").Select(line => line.Split('\t'))
            .Select(fields => (Expected: fields[1] == "1", Decided: LocalAgents.Analyser.Analyse(fields[0]).Evidence.IsPositive))
            .ToList();

        var accuracy = Share(rows.Select(row => row.Expected == row.Decided));
        var falseActivations = Share(rows.Where(row => !row.Expected).Select(row => row.Decided));
        TestContext.Out.WriteLine($"{rows.Count} utterances: accuracy {accuracy:P2}, false activations {falseActivations:P2}");

        accuracy.Should().BeGreaterThan(0.94);
        falseActivations.Should().BeLessThan(0.045);
    }

    private static double Share(IEnumerable<bool> values) => values.Average(value => value ? 1.0 : 0.0);
}
