using Sts.Benchmarks.Training;
using Sts.Tests.Agents.Local;

namespace Sts.Tests.Benchmarks;

public class EverydayTalkTests
{
    [Test]
    public void Draw_AllPatterns_HasBothKindsAndNoneOfTheOwnUtterances()
    {
        var scored = OwnUtterances.Read().Select(row => new LabelledText(row.Text, row.ActionRequired)).ToList();
        var drawn = EverydayTalk.Draw();

        drawn.Count(row => row.Wanted).Should().BeGreaterThan(1500);
        drawn.Count(row => !row.Wanted).Should().BeGreaterThan(1500);
        TrainingData.Everyday(scored).Should().HaveSameCount(drawn);
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
