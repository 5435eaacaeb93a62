using Sts.Agents.Speech;

namespace Sts.Tests.Agents.Speech;

public class SpokenTextTests
{
    [TestCase("  hello \t world ", "hello world")]
    [TestCase("one\r\n\r\ntwo", "one\ntwo")]
    [TestCase("nul\0l soh\u0001+90S", "nul l soh +90S")]
    [TestCase("half \ud83d pair", "half pair")]
    [TestCase("whole 👍 pair", "whole 👍 pair")]
    [TestCase("-v <speak>&amp;</speak>", "-v <speak>&amp;</speak>")]
    [TestCase(" \0\r\n ", "")]
    public void From_ShortText_IsCleaned(string text, string expected) =>
        SpokenText.From(text, 100).Should().Be(new SpokenText(expected, Cut: false));

    [TestCase("It is 3.5 degrees. And then it goes on and on", "It is 3.5 degrees.")]
    [TestCase("He said: \"Really!\" And then it goes on and on", "He said: \"Really!\"")]
    [TestCase("No. This second sentence goes on and on", "No. This second sentence")]
    [TestCase("ゼロから始めることにした。そして続けた。それからまだ続く話がある", "ゼロから始めることにした。そして続けた。")]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaa👍aaaa", "aaaaaaaaaaaaaaaaaaaaaaaa")]
    public void From_LongText_IsCutWhereItHurtsLeast(string text, string expected) =>
        SpokenText.From(text, 25).Should().Be(new SpokenText(expected, Cut: true));

    [Test]
    public void From_ExactlyTheLimit_IsNotCut() =>
        SpokenText.From(new string('a', 25) + "  ", 25).Should().Be(new SpokenText(new string('a', 25), Cut: false));

    [TestCase("One. Two! Three? Four…", "One.|Two!|Three?|Four…")]
    [TestCase("Dr. Smith met J. Doe, e.g. at 3.5 km. He left.", "Dr. Smith met J. Doe, e.g. at 3.5 km.|He left.")]
    [TestCase("He said: \"Really!\" And left", "He said: \"Really!\"|And left")]
    [TestCase("one\ntwo", "one|two")]
    [TestCase("ゼロから。そして続けた。", "ゼロから。|そして続けた。")]
    [TestCase("no end", "no end")]
    public void Sentences_Text_EndAtTheirEnds(string text, string expected) =>
        SpokenText.From(text, 1000).Sentences().Should().Equal(expected.Split('|'));
}
