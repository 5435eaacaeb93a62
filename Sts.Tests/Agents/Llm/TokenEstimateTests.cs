using Sts.Agents.Llm;

namespace Sts.Tests.Agents.Llm;

public class TokenEstimateTests
{
    [TestCase("", 0)]
    [TestCase("turn off the lights", 7)]
    [TestCase("日本語", 3)]
    [TestCase("💡", 2)]
    public void Of_Text_IsAThirdOfAsciiAndAllOfTheRest(string text, int tokens) => TokenEstimate.Of(text).Should().Be(tokens);

    [TestCase("")]
    [TestCase("short")]
    [TestCase("a longer text, of many words, that has to be cut")]
    [TestCase("日本語のテキスト")]
    [TestCase("a💡b💡c💡d💡e💡f💡")]
    public void Split_Text_LosesNothingAndKeepsTheLimit(string text)
    {
        var pieces = TokenEstimate.Split(text, maxTokens: 4).ToList();

        string.Concat(pieces).Should().Be(text);
        pieces.Should().OnlyContain(piece => TokenEstimate.Of(piece) <= 4 && !char.IsLowSurrogate(piece.FirstOrDefault()));
    }
}
