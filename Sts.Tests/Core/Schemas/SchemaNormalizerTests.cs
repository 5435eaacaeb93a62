using Avro;
using Sts.Core.Schemas;

namespace Sts.Tests.Core.Schemas;

public class SchemaNormalizerTests
{
    private const string Address = """{"type":"record","name":"Address","namespace":"geo","fields":[{"name":"street","type":"string"}]}""";

    [TestCase("\"string\"", "\"string\"", TestName = "Normalize_Primitive_IsItsName")]
    [TestCase("string", "\"string\"", TestName = "Normalize_BareName_IsQuoted")]
    [TestCase("""{"type":"string"}""", "\"string\"", TestName = "Normalize_PrimitiveWithoutAttributes_IsItsName")]
    [TestCase("""{"type":{"type":"long"}}""", "\"long\"", TestName = "Normalize_TypeWithinType_IsUnwrapped")]
    [TestCase("""{"logicalType":"date","type":"int"}""", """{"type":"int","logicalType":"date"}""", TestName = "Normalize_LogicalType_Stays")]
    [TestCase("""["null",{"type":"int"}]""", """["null","int"]""", TestName = "Normalize_Union_IsNormalisedInPlace")]
    [TestCase("""{"items":{"type":"int"},"type":"array"}""", """{"type":"array","items":"int"}""", TestName = "Normalize_Array_PutsItsTypeFirst")]
    [TestCase("""{"namespace":"a.b","symbols":["X"],"name":"E","type":"enum","default":"X","doc":"d","aliases":["Old"]}""",
        """{"name":"a.b.E","type":"enum","aliases":["a.b.Old"],"default":"X","doc":"d","symbols":["X"]}""", TestName = "Normalize_Named_HasItsFullNameAndKeepsTheRest")]
    [TestCase("""{"type":"record","name":"n.R","fields":[{"order":"ascending","type":["null","R"],"name":"next","default":null}]}""",
        """{"name":"n.R","type":"record","fields":[{"name":"next","type":["null","n.R"],"default":null}]}""", TestName = "Normalize_Recursive_UsesFullNames")]
    [TestCase("""{"type":"record","name":"n.R","fields":[{"name":"e","type":{"type":"enum","name":"E","namespace":"","symbols":["A"]}},{"name":"f","type":"E"}]}""",
        """{"name":"n.R","type":"record","fields":[{"name":"e","type":{"name":"E","type":"enum","namespace":"","symbols":["A"]}},{"name":"f","type":"E"}]}""",
        TestName = "Normalize_TypeWithoutNamespaceWithinOne_StaysWithout")]
    public void Normalize_Spelling_BecomesTheOne(string text, string normalized)
    {
        SchemaText.Normalize(text).Should().Be(normalized);
        SchemaText.Normalize(normalized).Should().Be(normalized, "what is normalised stays as it is");
        SchemaText.Parse(normalized).ToString().Should().Be(SchemaText.Parse(text).ToString());
    }

    [Test]
    public void Inline_TypeOfAnotherSchema_IsDefinedWhereItIsUsedFirst()
    {
        var text = SchemaText.Inline(
            """{"type":"record","name":"geo.Move","fields":[{"name":"from","type":"Address"},{"name":"to","type":["null","geo.Address"]}]}""", [Address]);

        text.Should().Be(
            """{"name":"geo.Move","type":"record","fields":[{"name":"from","type":{"name":"geo.Address","type":"record","fields":[{"name":"street","type":"string"}]}},"""
            + """{"name":"to","type":["null","geo.Address"]}]}""");
        SchemaText.Parse(text).Fullname.Should().Be("geo.Move");
    }

    [Test]
    public void Inline_TypeWithinAnotherType_CanBeUsedBeforeIt()
    {
        const string Outer = """{"type":"record","name":"o.Outer","fields":[{"name":"i","type":{"type":"enum","name":"Inner","symbols":["A"]}}]}""";

        var text = SchemaText.Inline("""{"type":"record","name":"o.Both","fields":[{"name":"i","type":"Inner"},{"name":"o","type":"Outer"}]}""", [Outer]);

        var record = (RecordSchema)SchemaText.Parse(text);
        ((RecordSchema)record["o"].Schema)["i"].Schema.Should().Be(record["i"].Schema);
    }

    [Test]
    public void Inline_TypeThatIsDefinedTwice_IsStillRefused()
    {
        const string Twice = """{"type":"record","name":"geo.Move","fields":[{"name":"a","type":ADDRESS},{"name":"b","type":ADDRESS}]}""";

        var parse = () => SchemaText.Parse(SchemaText.Inline(Twice.Replace("ADDRESS", Address, StringComparison.Ordinal), [Address]));

        parse.Should().Throw<SchemaParseException>();
    }
}
