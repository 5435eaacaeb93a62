namespace Sts.Tests.Core.Schemas.Registry;

/// <summary>Versions of a record, as they come about in practice.</summary>
internal static class TestSchemas
{
    public const string Base = """{"type":"record","name":"M","namespace":"t","fields":[{"name":"a","type":"int"}]}""";
    public const string WithDefault = """{"type":"record","name":"M","namespace":"t","fields":[{"name":"a","type":"int"},{"name":"b","type":"string","default":""}]}""";
    public const string WithoutDefault = """{"type":"record","name":"M","namespace":"t","fields":[{"name":"a","type":"int"},{"name":"b","type":"string"}]}""";
    public const string Promoted = """{"type":"record","name":"M","namespace":"t","fields":[{"name":"a","type":"long"}]}""";
    public const string Changed = """{"type":"record","name":"M","namespace":"t","fields":[{"name":"a","type":"string"}]}""";
}
