using Sts.Agents.Evaluation;

namespace Sts.Tests.Agents.Local;

/// <summary>Holds the quality of the stages. What the classifier has learned from can't tell how good it is: train-local's cross-validation does.</summary>
public class RequestAccuracyTests
{
    [Test]
    public void Analyse_LabelledUtterances_TheRulesAloneAreAccurateAndSeldomSpeakUpUnasked()
    {
        var confusion = Confusion.Of(Labelled().Select(row =>
            new Judgement(row, LocalAgents.Analyser.Analyse(row.Text).Evidence.IsPositive, null)));

        TestContext.Out.WriteLine($"accuracy {confusion.Accuracy:P2}, false activations {confusion.FalsePositiveRate:P2}");
        confusion.Accuracy.Should().BeGreaterThan(0.94);
        confusion.FalsePositiveRate.Should().BeLessThan(0.045);
    }

    [Test]
    public void Decide_LabelledUtterances_TheModelAsItIsShippedFitsThem()
    {
        var confusion = Confusion.Of(Labelled().Select(Judge));

        TestContext.Out.WriteLine($"accuracy {confusion.Accuracy:P2}, false activations {confusion.FalsePositiveRate:P2}");
        confusion.Accuracy.Should().BeGreaterThan(0.985);
        confusion.FalsePositiveRate.Should().BeLessThan(0.02);
    }

    [Test]
    public void Decide_OwnUtterances_AreDecidedOnAsWellAsBefore()
    {
        var rows = OwnUtterances.Read();
        var confusion = Confusion.Of(rows.Select(Judge));

        TestContext.Out.WriteLine($"{rows.Count} utterances: accuracy {confusion.Accuracy:P2}, recall {confusion.Recall:P2}, false activations {confusion.FalsePositiveRate:P2}");
        rows.Should().HaveCountGreaterThanOrEqualTo(200);
        confusion.Accuracy.Should().BeGreaterThan(0.94);
        confusion.FalsePositiveRate.Should().BeLessThan(0.07);
    }

    [Test]
    public void Decide_LabelledUtterances_TheGrammarIsSeldomWrong()
    {
        var known = Labelled().Select(row => (row, Decision: LocalAgents.Stages.Decide(row.Text)))
            .Where(pair => pair.Decision.Ground.Stage == Sts.Agents.DecisionGround.GrammarStage).ToList();

        var wrong = known.Where(pair => pair.Decision.ActionRequired != pair.row.ActionRequired).Select(pair => pair.row.Text).ToList();
        TestContext.Out.WriteLine($"{known.Count} by the grammar, wrong: {string.Join(" | ", wrong)}");
        wrong.Count.Should().BeLessThanOrEqualTo(2);
    }

    private static Judgement Judge(LabelledUtterance row)
    {
        var decision = LocalAgents.Stages.Decide(row.Text);
        return new Judgement(row, decision.ActionRequired, decision.Confidence);
    }

    private static IEnumerable<LabelledUtterance> Labelled() => EvaluationData.ReadLinesOrIgnore("actionable_dev.tsv")
        .Select(line => line.Split('\t')).Select(fields => new LabelledUtterance(fields[0], fields[1] == "1", fields[2]));
}
