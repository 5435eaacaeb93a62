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
    public void Analyse_Megabytes_LooksAtTheFirstThousandCharactersOnly(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));

        var request = LocalAgents.Analyser.Analyse(text);

        request.Evidence.Score.Should().Be(LocalAgents.Analyser.Analyse(text[..Tokeniser.MaxCharacters]).Evidence.Score);
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
}
