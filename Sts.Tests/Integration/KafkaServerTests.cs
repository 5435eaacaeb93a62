namespace Sts.Tests.Integration;

public sealed class KafkaServerTests
{
    [Test]
    public void ParseProperties_SeveralEntries_SplitsAtTheFirstEqualsSign() =>
        KafkaServer.ParseProperties("api.version.request=false; sasl.jaas=a=b;").Should().BeEquivalentTo(
            new Dictionary<string, string> { ["api.version.request"] = "false", ["sasl.jaas"] = "a=b" });

    [TestCase(null)]
    [TestCase("")]
    public void ParseProperties_Nothing_IsEmpty(string? text) => KafkaServer.ParseProperties(text).Should().BeEmpty();

    [TestCase("api.version.request")]
    [TestCase("=false")]
    public void ParseProperties_EntryWithoutName_Throws(string text)
    {
        var parse = () => KafkaServer.ParseProperties(text);

        parse.Should().Throw<FormatException>().WithMessage($"*{text}*");
    }
}
