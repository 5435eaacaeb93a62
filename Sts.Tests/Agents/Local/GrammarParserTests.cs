using Sts.Agents.Local.Grammar;

namespace Sts.Tests.Agents.Local;

public class GrammarParserTests
{
    [TestCase("turn off (the | those)? lights", "turn off lights", true)]
    [TestCase("turn off (the | those)? lights", "turn off the lights", true)]
    [TestCase("turn off (the | those)? lights", "turn off my lights", false)]
    [TestCase("turn .. off", "turn one two three off", true)]
    [TestCase("turn .. off", "turn one two three four off", false)]
    [TestCase("turn ... off", "turn one two three four off", true)]
    [TestCase("^ off", "turn off", false)]
    [TestCase("^ off", "off now", true)]
    [TestCase("off $", "off now", false)]
    [TestCase("off $", "turn off", true)]
    [TestCase("# (minutes | hours)", "in 10 minutes", true)]
    [TestCase("# (minutes | hours)", "in some minutes", false)]
    [TestCase("^ {3,} $", "one two", false)]
    [TestCase("^ {3,} $", "one two three", true)]
    [TestCase("^ {1,2} $", "one two three", false)]
    [TestCase("turn _ off", "turn off", false)]
    [TestCase("turn _ off", "turn it off", true)]
    [TestCase("it is", "it's", true)]
    [TestCase("do not go", "don't go", true)]
    public void Matches_Pattern_AsDescribed(string pattern, string text, bool expected)
    {
        var grammar = Parse($"[expansions]\nit's = it is\n[test]\na.b 1 = {pattern}");
        var sentence = new Tokeniser(grammar).Tokenise(text).Single();

        grammar.Section("test").Weigh(new TokenWindow(sentence, 0, sentence.Length), 0).IsPositive.Should().Be(expected);
    }

    [Test]
    public void Weigh_TwoRulesOfAFamily_OnlyTheStrongestCounts()
    {
        var grammar = Parse("[test]\na.weak 1 = lights\na.strong 2 = off\nb.other -0.5 = turn");
        var sentence = new Tokeniser(grammar).Tokenise("turn off lights").Single();

        var evidence = grammar.Section("test").Weigh(new TokenWindow(sentence, 0, 3), 0);

        evidence.Score.Should().Be(1.5);
        evidence.DecidingRule.Should().Be("a.strong");
    }

    [TestCase("[test]\na.b 1 = (x", "file(2): ')' is missing")]
    [TestCase("[test]\na.b 1 = x )", "file(2): unexpected ')'")]
    [TestCase("[test]\na.b 1 = (x | )", "file(2): empty alternative")]
    [TestCase("[test]\na.b one = x", "file(2): expected 'family.name weight = pattern'")]
    [TestCase("[test]\n\na.b 1", "file(3): expected 'something = pattern'")]
    [TestCase("[test]\na.b 1 = @nothing", "file(2): class @nothing is not defined")]
    [TestCase("@a = @b\n@b = @a\n[test]\na.b 1 = @a", "file(2): class @a refers to itself")]
    [TestCase("@a = x\n@a = y", "file(2): class @a is defined twice")]
    public void Parse_BadLine_NamesFileLineAndReason(string text, string message)
    {
        var parse = () => Parse(text);

        parse.Should().Throw<FormatException>().WithMessage(message);
    }

    [Test]
    public void Parse_ContinuedLineAndComment_AreUnderstood()
    {
        var grammar = Parse("# a comment\n@a = x\n  | y\n[test]\nf.n 1 = @a");
        var sentence = new Tokeniser(grammar).Tokenise("y").Single();

        grammar.Section("test").Weigh(new TokenWindow(sentence, 0, 1), 0).IsPositive.Should().BeTrue();
    }

    private static RuleGrammar Parse(string text) => GrammarParser.Parse(new GrammarFile("file", text));
}
