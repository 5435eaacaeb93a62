using Sts.Agents.Local.Model;

namespace Sts.Tests.Agents.Local;

public class WordMeaningsTests
{
    [TestCase("play the trombone", "noun.artifact")]
    [TestCase("it's the bulldozer's", "noun.artifact")]
    [TestCase("i saw mice", "noun.animal")]
    [TestCase("they negotiate", "verb.communication")]
    public void Read_WordThatOnlyWordNetKnows_IsOfItsKind(string text, string kind)
    {
        var (symbols, known) = Read(text);

        symbols[^1].Should().Be(FeatureHash.Of(kind));
        known[^1].Should().BeFalse("it has no meaning to an assistant");
    }

    [TestCase("hand me the corkscrew", "OBJECT")]
    [TestCase("start the washing machine", "DEVICE")]
    public void Read_WordWithAClass_IsOfThatClass(string text, string name)
    {
        var (symbols, known) = Read(text);

        symbols[^1].Should().Be(FeatureHash.Of(name));
        known[^1].Should().BeTrue();
    }

    [Test]
    public void Read_WordThatIsBoth_IsAVerbWhereOneIsLikely()
    {
        Read("sample it").Symbols[0].Should().Be(FeatureHash.Of("verb.consumption"));
        Read("the sample").Symbols[1].Should().Be(FeatureHash.Of("noun.cognition"));
    }

    [Test]
    public void Read_FunctionWord_StaysItself() => Read("where is it").Symbols.Should().Equal("where is it".Split(' ').Select(word => FeatureHash.Of(word)));

    [Test]
    public void Read_WordThatNobodyKnows_IsOfItsForm() => Read("the xyzzying").Symbols[1].Should().Be(FeatureHash.Of("Xing"));

    private static (uint[] Symbols, bool[] Known) Read(string text)
    {
        Span<char> characters = stackalloc char[FeatureText.MaxCharacters];
        Span<int> ends = stackalloc int[FeatureText.MaxWords];
        var words = FeatureText.Read(text, characters, ends);
        var (symbols, known) = (new uint[words.Count], new bool[words.Count]);
        var count = WordMeanings.Read(words, symbols, known);
        return (symbols[..count], known[..count]);
    }
}
