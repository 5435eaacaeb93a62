using System.Diagnostics;
using CsCheck;
using Sts.Agents.Local.Grammar;

namespace Sts.Tests.Agents.Local;

public class RequestAnalyserTests
{
    [Test]
    public void Analyse_AnyText_NeitherThrowsNorLeavesTheText() => Gen.String.Sample(text =>
        text.Contains(LocalAgents.Analyser.Analyse(text).Core, StringComparison.Ordinal));

    [Test]
    public void Analyse_AnyMixOfKnownWords_NeitherThrowsNorLeavesTheText()
    {
        var words = Gen.OneOf("please", "olly", "turn", "off", "the", "lights", "don't", "what's", "yeah", "you", "10", "i'd", "it.", "so", "...");
        words.Array[0, 300].Sample(chosen =>
        {
            var text = string.Join(' ', chosen);
            return text.Contains(LocalAgents.Analyser.Analyse(text).Core, StringComparison.Ordinal);
        });
    }

    [TestCase("a ")]
    [TestCase("please ")]
    [TestCase("turn off ")]
    [TestCase("what is the ")]
    [TestCase("x")]
    [TestCase("yes. ")]
    public void Analyse_Megabytes_TakesNoLongerThanTheFirstThousandCharacters(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));
        LocalAgents.Analyser.Analyse(text);

        var started = Stopwatch.GetTimestamp();
        var request = LocalAgents.Analyser.Analyse(text);

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromMilliseconds(100));
        request.Core.Length.Should().BeLessThanOrEqualTo(Tokeniser.MaxCharacters);
    }

    [Test]
    public void Analyse_SameTextTwice_SaysTheSame() =>
        LocalAgents.Analyser.Analyse("play some jazz").Evidence.Score.Should().Be(LocalAgents.Analyser.Analyse("play some jazz").Evidence.Score);

    [TestCase("Turn off the lights!", "turn off the lights")]
    [TestCase("what’s the time", "what's the time")]
    [TestCase("WHAT IS THE TIME", "what's the time")]
    public void Analyse_SpellingAndPunctuation_DoNotMatter(string one, string other) =>
        LocalAgents.Analyser.Analyse(one).Evidence.Score.Should().Be(LocalAgents.Analyser.Analyse(other).Evidence.Score);

    [Test]
    public void Analyse_ManyUtterances_TakesMicrosecondsEach()
    {
        string[] texts = ["turn off the lights in the kitchen please", "yeah i think that's a good idea", "what's the weather like tomorrow in boston"];
        var best = Enumerable.Range(0, 20).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < 300; i++)
                LocalAgents.Analyser.Analyse(texts[i % texts.Length]);
            return Stopwatch.GetElapsedTime(started) / 300;
        });

        TestContext.Out.WriteLine($"{best.TotalMicroseconds:0} µs");
        best.Should().BeLessThan(TimeSpan.FromMilliseconds(0.5)); // a slow machine; here it is some tens of microseconds
    }
}
