using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Registry;

public class SchemaCompatibilityTests
{
    private const string List = """{"type":"record","name":"L","fields":[{"name":"v","type":"int"},{"name":"next","type":["null","L"]}]}""";

    [TestCase("\"int\"", "\"long\"", TestName = "Check_IntToLong_CanBeRead")]
    [TestCase("\"float\"", "\"double\"", TestName = "Check_FloatToDouble_CanBeRead")]
    [TestCase("\"string\"", "\"bytes\"", TestName = "Check_StringToBytes_CanBeRead")]
    [TestCase("\"string\"", """["null","string"]""", TestName = "Check_ValueToUnionWithIt_CanBeRead")]
    [TestCase("""["int","long"]""", "\"long\"", TestName = "Check_UnionToTypeThatReadsAllBranches_CanBeRead")]
    [TestCase("""["string","null"]""", """["null","string"]""", TestName = "Check_UnionInAnotherOrder_CanBeRead")]
    [TestCase("""{"type":"long","logicalType":"timestamp-millis"}""", "\"long\"", TestName = "Check_LogicalType_CanBeReadAsItsBase")]
    [TestCase("""{"type":"long","logicalType":"of-our-own"}""", "\"long\"", TestName = "Check_UnknownLogicalType_CanBeReadAsItsBase")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","B"]}""", """{"type":"enum","name":"E","symbols":["A"],"default":"A"}""", TestName = "Check_SymbolRemovedWithDefault_CanBeRead")]
    [TestCase("""{"type":"record","name":"Old","fields":[{"name":"x","type":"int"}]}""", """{"type":"record","name":"New","aliases":["Old"],"fields":[{"name":"y","aliases":["x"],"type":"int"}]}""", TestName = "Check_RenamedWithAliases_CanBeRead")]
    [TestCase("""{"type":"record","name":"a.R","fields":[]}""", """{"type":"record","name":"b.R","fields":[]}""", TestName = "Check_NamespaceRenamed_CanBeRead")]
    [TestCase(List, List, TestName = "Check_RecursiveSchema_CanBeReadByItself")]
    [TestCase(TestSchemas.WithDefault, TestSchemas.Base, TestName = "Check_FieldRemoved_CanBeRead")]
    [TestCase(TestSchemas.Base, TestSchemas.WithDefault, TestName = "Check_FieldAddedWithDefault_CanBeRead")]
    public void Check_Readable(string writer, string reader) => Check(writer, reader).Should().BeEmpty();

    [TestCase("\"long\"", "\"int\"", "*reader's int can't read the writer's long*", TestName = "Check_LongToInt_SaysSo")]
    [TestCase("""["null","string"]""", """["null","int"]""", "*no branch of the reader's union can read the writer's string*", TestName = "Check_UnionsThatDiffer_SaysWhichBranch")]
    [TestCase("""["null","string"]""", "\"string\"", "*string can't read the writer's null*", TestName = "Check_NullToString_SaysSo")]
    [TestCase(TestSchemas.Base, TestSchemas.WithoutDefault, "t.M.b: the writer does not have this field*", TestName = "Check_FieldAddedWithoutDefault_NamesTheField")]
    [TestCase(TestSchemas.Base, TestSchemas.Changed, "t.M.a: the reader's string can't read the writer's int*", TestName = "Check_TypeChanged_NamesTheField")]
    [TestCase("""{"type":"enum","name":"E","symbols":["A","B"]}""", """{"type":"enum","name":"E","symbols":["A"]}""", "*symbol B is missing*", TestName = "Check_SymbolRemoved_NamesIt")]
    [TestCase("""{"type":"fixed","name":"F","size":4}""", """{"type":"fixed","name":"F","size":8}""", "*expects 8 bytes*", TestName = "Check_FixedSizeChanged_SaysSo")]
    [TestCase("""{"type":"array","items":"string"}""", """{"type":"array","items":"int"}""", "*[]: the reader's int*", TestName = "Check_ItemsChanged_SaysSo")]
    [TestCase("""{"type":"map","values":"string"}""", """{"type":"map","values":"int"}""", "*{}: the reader's int*", TestName = "Check_MapValuesChanged_SaysSo")]
    [TestCase("""{"type":"record","name":"A","fields":[]}""", """{"type":"record","name":"B","fields":[]}""", "*different names*", TestName = "Check_RecordRenamed_SaysSo")]
    public void Check_Unreadable(string writer, string reader, string reason)
    {
        var problems = Check(writer, reader);

        problems.Should().ContainSingle();
        problems[0].Should().Match(reason);
    }

    private static IReadOnlyList<string> Check(string writer, string reader) =>
        SchemaCompatibility.Check(SchemaText.Parse(reader), SchemaText.Parse(writer));
}
