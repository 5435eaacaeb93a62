using Sts.Benchmarks.Training;
using Sts.Tests.Agents.Local;

namespace Sts.Tests.Benchmarks;

public class EverydayTalkTests
{
    [Test]
    public void Draw_AllPatterns_HasBothKindsWithNothingLeftToChoose()
    {
        var drawn = EverydayTalk.Draw();

        drawn.Count(row => row.Wanted).Should().BeGreaterThan(8000);
        drawn.Count(row => !row.Wanted).Should().BeGreaterThan(8000);
        drawn.Should().NotContain(row => row.Text.Any(character => "()|@".Contains(character)));
    }

    [Test]
    public void Everyday_OwnUtterances_AreNotAmongThem()
    {
        var own = OwnUtterances.Read();

        var left = TrainingData.Everyday(own.Select(row => new LabelledText(row.Text, row.ActionRequired))).Select(row => row.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);

        own.Should().NotContain(row => left.Contains(row.Text));
        EverydayTalk.Draw().Count(row => !left.Contains(row.Text)).Should().BeLessThan(10, "patterns that say what the test says would make it worth less");
        WrittenTalk.Read().Count(row => !left.Contains(row.Text)).Should().BeLessThan(30, "a few say it by chance");
    }

    [Test]
    public void Read_AllSentences_AreOfBothKindsAndEachIsThereOnce()
    {
        var written = WrittenTalk.Read();

        written.Count(row => row.Wanted).Should().BeGreaterThan(20_000);
        written.Count(row => !row.Wanted).Should().BeGreaterThan(20_000);
        written.Should().NotContain(row => row.Text.Trim() != row.Text || row.Text.Length == 0 || row.Text.Contains('\t'));
        written.Select(row => row.Text.ToUpperInvariant()).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Draw_Twice_DrawsTheSame() => EverydayTalk.Draw().Should().Equal(EverydayTalk.Draw());

    [Test]
    public void Everyday_SentenceThatIsScored_IsLeftOutWhateverItsPunctuation()
    {
        var sentence = EverydayTalk.Draw()[0].Text;

        TrainingData.Everyday([new LabelledText($"{sentence.ToUpperInvariant()}!", true)]).Should().NotContain(row => row.Text == sentence);
    }
}
