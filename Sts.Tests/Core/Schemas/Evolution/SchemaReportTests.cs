using Sts.Core.Schemas.Evolution;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Evolution;

/// <summary>What people get to read about a change: the diff, who breaks, and what to do.</summary>
public sealed class SchemaReportTests
{
    private const string A = """{"name":"a","type":"int"}""";
    private const string Tree = """{"name":"next","type":["null","R"]}""";

    private static IEnumerable<TestCaseData> Harmless()
    {
        yield return Case("Nothing", A, A);
        yield return Case("Documentation", A, """{"name":"a","type":"int","doc":"A number."}""");
        yield return Case("LogicalType", """{"name":"a","type":"long"}""", """{"name":"a","type":{"type":"long","logicalType":"timestamp-millis"}}""");
        yield return Case("RecursiveRecord", $"{A},{Tree}", $"{A},{Tree}");
        yield return Case("FieldAddedWithDefault", A, A + """,{"name":"b","type":"string","default":""}""", "+ b: string, default \"\"");
        yield return Case("FieldWithDefaultRemoved", A + """,{"name":"b","type":["null","string"],"default":null}""", A, "- b: [null, string], default null");
        yield return Case("UnionReordered", """{"name":"a","type":["null","int"]}""", """{"name":"a","type":["int","null"]}""");
        yield return Case("DefaultChanged", """{"name":"a","type":"int","default":1}""", """{"name":"a","type":"int","default":2}""", "~ a: default 1 → default 2");
    }

    private static IEnumerable<TestCaseData> Breaking()
    {
        yield return Case("FieldAddedWithoutDefault", A, A + """,{"name":"b","type":"string"}""",
            "BACKWARD", "+ b: string, no default", "the writer does not have this field", "Fix: Give b a default, such as \"default\": \"\"");
        yield return Case("FieldWithoutDefaultRemoved", A + """,{"name":"b","type":"string"}""", A,
            "FORWARD", "- b: string, no default", "the writer does not have this field", "Fix: Keep b");
        yield return Case("TypePromoted", A, """{"name":"a","type":"long"}""",
            "FORWARD", "~ a: int → long", "the reader's int can't read the writer's long", "Fix: Let every reader have the new version before a writer does");
        yield return Case("TypeNarrowed", """{"name":"a","type":"long"}""", A,
            "BACKWARD", "~ a: long → int", "the reader's int can't read the writer's long", "Fix: Keep long, and add a field of another name");
        yield return Case("NullForbidden", """{"name":"a","type":["null","int"]}""", A,
            "BACKWARD", "~ a: [null, int] → int", "the reader's int can't read the writer's null", "Fix: Keep [null, int]");
        yield return Case("SymbolRemoved", Symbols("X", "Y"), Symbols("X"),
            "BACKWARD", "- e: symbol Y", "symbol Y is missing", "Fix: Keep Y, or give the enum a default");
        yield return Case("SymbolAdded", Symbols("X"), Symbols("X", "Y"),
            "FORWARD", "+ e: symbol Y", "symbol Y is missing", "before a writer sends Y");
        yield return Case("FieldOfANestedRecord", Nested("""{"name":"x","type":"int"}"""), Nested("""{"name":"x","type":"int"},{"name":"y","type":"int"}"""),
            "BACKWARD", "+ n.y: int, no default", "no branch of the reader's union", "Fix: Give y a default, such as \"default\": 0");
        yield return Case("ItemsOfAnArray", """{"name":"l","type":{"type":"array","items":"string"}}""", """{"name":"l","type":{"type":"array","items":"int"}}""",
            "BACKWARD", "~ l[]: string → int", "the reader's int can't read the writer's string", "Fix: Keep string");
        yield return Case("FieldRenamedWithAnAlias", """{"name":"old","type":"int"}""", """{"name":"a","type":"int","aliases":["old"]}""",
            "FORWARD", "~ old → a, with an alias", "old: the writer does not have this field");
    }

    [TestCaseSource(nameof(Harmless))]
    public void Compare_ChangeThatBreaksNobody_IsCompatibleAtEveryLevel(string older, string newer, string[] words)
    {
        var report = Compare(older, newer, CompatibilityLevel.FullTransitive);

        report.Verdict.Should().Be(SchemaVerdict.Compatible);
        report.Comparisons.Single().Changes.Should().HaveCount(words.Length);
        SchemaReportText.Describe(report).Should().ContainAll(["new.avsc can follow old.avsc", .. words]);
    }

    [TestCaseSource(nameof(Breaking))]
    public void Compare_ChangeThatBreaksReaders_SaysWhichWhyAndWhatToDo(string older, string newer, string[] words)
    {
        CompatibilityLevelNames.TryParse(words[0], out var level).Should().BeTrue();
        var report = Compare(older, newer, level);

        report.Verdict.Should().Be(SchemaVerdict.Incompatible);
        SchemaReportText.Describe(report).Should().ContainAll([$"new.avsc breaks readers ({words[0]})", $"The {words[0]} and FULL levels refuse that", .. words[1..]]);
        Compare(older, newer, CompatibilityLevel.Full).Verdict.Should().Be(SchemaVerdict.Incompatible);
        Compare(older, newer, CompatibilityLevel.None).Verdict.Should().Be(SchemaVerdict.Compatible);
    }

    [Test]
    public void Compare_RecordRenamed_NamesTheAliasThatMendsItForBothReaders()
    {
        var report = Compare(Record("R", A), Record("S", A), CompatibilityLevel.Full, areRecords: true);

        report.Comparisons.Single().Problems.Select(problem => (problem.BrokenReader, problem.Fix)).Should().Equal(
            (BrokenReader.Newer, "Keep the name t.R, or add it to the aliases of the new one."),
            (BrokenReader.Older, "Keep the name t.R, or add it to the aliases of the new one."));
    }

    [Test]
    public void Describe_PromotionAtBackward_IsCompatibleAndSaysThatReadersGoFirst() =>
        SchemaReportText.Describe(Compare(A, """{"name":"a","type":"long"}""", CompatibilityLevel.Backward))
            .Should().Contain("can follow").And.Contain("BACKWARD allows it, but mind: t.R.a: the reader's int can't read the writer's long. Let every reader have the new version");

    private static SchemaReport Compare(string older, string newer, CompatibilityLevel level, bool areRecords = false)
    {
        using var folder = new TemporaryDirectory();
        var report = SchemaChecker.Compare(
            Some.File(folder, "new.avsc", areRecords ? newer : Record("R", newer)), Some.File(folder, "old.avsc", areRecords ? older : Record("R", older)), level);
        return report with
        {
            File = Path.GetFileName(report.File),
            Comparisons = [.. report.Comparisons.Select(comparison => comparison with { Older = Path.GetFileName(comparison.Older) })],
        };
    }

    private static string Record(string name, string fields) => $$"""{"type":"record","name":"{{name}}","namespace":"t","fields":[{{fields}}]}""";

    private static string Symbols(params string[] symbols) =>
        """{"name":"e","type":{"type":"enum","name":"E","symbols":[""" + string.Join(',', symbols.Select(symbol => $"\"{symbol}\"")) + "]}}";

    private static string Nested(string fields) =>
        """{"name":"n","type":["null",{"type":"record","name":"N","fields":[""" + fields + "]}]}";

    private static TestCaseData Case(string name, string older, string newer, params string[] words) =>
        new TestCaseData(older, newer, words).SetArgDisplayNames(name);
}
