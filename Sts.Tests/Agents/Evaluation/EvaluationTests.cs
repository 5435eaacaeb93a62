using Sts.Agents.Evaluation;

namespace Sts.Tests.Agents.Evaluation;

public class EvaluationTests
{
    [Test]
    public void Of_SomeJudgements_CountsEachKind()
    {
        var confusion = Confusion.Of([Judge(true, true), Judge(true, true), Judge(true, false), Judge(false, true), Judge(false, false)]);

        confusion.Should().Be(new Confusion(2, 1, 1, 1));
        (confusion.Accuracy, confusion.Precision, confusion.Recall, confusion.FalsePositiveRate).Should().Be((0.6, 2 / 3.0, 2 / 3.0, 0.5));
    }

    [Test]
    public void AtFalsePositiveRate_AHundredTalks_AllowsOne()
    {
        var talk = Enumerable.Range(0, 100).Select(i => Judge(false, false, i / 1000.0));
        Judgement[] all = [.. talk, Judge(true, true, 0.9), Judge(true, true, 0.0985), Judge(true, false, 0.098), Judge(true, false, 0.01)];

        var point = OperatingPoint.AtFalsePositiveRate(0.01, all);

        point.FalsePositiveRate.Should().Be(0.01);
        point.Recall.Should().Be(0.5);
    }

    [Test]
    public void Of_NothingAtAll_IsZero() => Confusion.Of([]).Accuracy.Should().Be(0);

    [Test]
    public void Read_LabelledLines_KeepsTheBeginningOfTheSource()
    {
        using var file = new TemporaryFile("turn it on\t1\thome/one\n\nnice day\t0\n");

        LabelledFile.Read(file.Path).Should().Equal(new LabelledUtterance("turn it on", true, "home"), new LabelledUtterance("nice day", false, ""));
    }

    [TestCase("fine\t1\nno label", "Line 2 of '*' has 1 field(s)*")]
    [TestCase("text\tyes", "Line 1 of '*' has the label 'yes'*")]
    [TestCase("\t1", "Line 1 of '*' has no text*")]
    [TestCase("a\t1\tb\tc", "Line 1 of '*' has 4 field(s)*")]
    [TestCase("\n", "'*' holds no line.")]
    public void Read_BadLine_NamesFileAndLine(string content, string message)
    {
        using var file = new TemporaryFile(content);
        var read = () => LabelledFile.Read(file.Path);

        read.Should().Throw<FormatException>().WithMessage(message);
    }

    private static Judgement Judge(bool right, bool decided, double? confidence = null) => new(new LabelledUtterance("x", right, ""), decided, confidence);

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
