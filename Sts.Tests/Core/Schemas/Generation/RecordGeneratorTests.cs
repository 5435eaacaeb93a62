using Sts.Core.Schemas.Generation;

namespace Sts.Tests.Core.Schemas.Generation;

public class RecordGeneratorTests
{
    [TestCase("""{"type":"map","values":"string"}""")]
    [TestCase("""["null","string","int"]""")]
    [TestCase("""["string","int"]""")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A"]}""")]
    [TestCase("""{"type":"array","items":"null"}""")]
    [TestCase("""{"type":"array","items":{"type":"array","items":"int"}}""")]
    [TestCase("""{"type":"record","name":"R","fields":[]}""")]
    public void Generate_UnsupportedFieldType_NamesSchemaFieldAndType(string type)
    {
        var generate = () => Generate($$"""{"type":"record","name":"M","namespace":"a.b","fields":[{"name":"some_field","type":{{type}}}]}""");

        generate.Should().Throw<SchemaGenerationException>().WithMessage("Field 'some_field' of schema a.b.M has the type *");
    }

    [Test]
    public void Generate_NotARecord_IsRefused()
    {
        var generate = () => Generate("\"string\"");

        generate.Should().Throw<SchemaGenerationException>().WithMessage("*'string'*only a record*");
    }

    [Test]
    public void Generate_FieldsOfTheSameCSharpName_NamesBoth()
    {
        var generate = () => Generate("""{"type":"record","name":"M","fields":[{"name":"user_id","type":"int"},{"name":"userId","type":"int"}]}""");

        generate.Should().Throw<SchemaGenerationException>().WithMessage("*'user_id' and 'userId'*UserId*");
    }

    [Test]
    public void Generate_NullableFieldsWithDefaultNull_AreOptionalOnlyAtTheEnd()
    {
        const string Nullable = """["null","string"],"default":null""";

        var source = Generate($$"""{"type":"record","name":"M","fields":[{"name":"a","type":{{Nullable}}},{"name":"b","type":"int"},{"name":"c","type":{{Nullable}}}]}""");

        source.Should().Contain("record M(string? A, int B, string? C = null)");
    }

    [Test]
    public void Generate_FileThatIsNoSchema_NamesTheFile()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "broken.avsc");
        File.WriteAllText(file, """{"type":"record"}""");

        var generate = () => SchemaFiles.Generate(file, "Some.Namespace", directory.Path);

        generate.Should().Throw<SchemaGenerationException>().WithMessage($"{file}: *");
    }

    private static string Generate(string schema) => RecordGenerator.Generate(Avro.Schema.Parse(schema), "Some.Namespace");
}
