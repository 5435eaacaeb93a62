using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Registry;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class SchemaRegistryModeTests
{
    private readonly SchemaRegistry _registry = new(new InMemorySchemaStore(), Options.Create(new SchemaRegistryOptions()));

    [TestCase("READONLY", "READWRITE", true)]
    [TestCase("READONLY", null, false)]
    [TestCase("READWRITE", "READONLY", false)]
    [TestCase("READONLY_OVERRIDE", "READWRITE", false)]
    [TestCase("READWRITE", null, true)]
    public async Task Change_ByGlobalAndSubjectsMode_IsAllowedOrRefused(string global, string? own, bool allowed)
    {
        await _registry.RegisterAsync("s", TestSchemas.Base);
        await _registry.SetModeAsync(null, global, false, default);
        if (own is not null)
            await _registry.SetModeAsync("s", own, false, default);

        foreach (var change in new Func<Task>[]
        {
            () => _registry.RegisterAsync("s", TestSchemas.WithDefault),
            () => _registry.SetCompatibilityLevelAsync("s", "FULL", default),
            () => _registry.RemoveConfigAsync("s", default),
            () => _registry.DeleteVersionAsync("s", 1, false, default),
            () => _registry.DeleteVersionAsync("s", 1, true, default),
            () => _registry.DeleteSubjectAsync("s", false, default),
        })
        {
            if (allowed)
                await change();
            else
                await RefusedAsync(change, 42205);
        }
    }

    [Test]
    public async Task ReadOnly_WhatIsThereAlready_IsStillFoundAndRegistered()
    {
        var registered = await _registry.RegisterAsync("s", TestSchemas.Base);
        await _registry.SetModeAsync(null, "READONLY", false, default);

        (await _registry.RegisterAsync("s", TestSchemas.Base)).Should().Be(registered, "a producer that starts anew registers nothing new");
        (await _registry.LookUpAsync("s", TestSchemas.Base)).Should().Be(registered);
    }

    [Test]
    public async Task Mode_SetAndRemoved_FallsBackToTheGlobalOne()
    {
        (await _registry.FindModeAsync("s", default)).Should().BeNull();
        await _registry.SetModeAsync("s", "readonly", false, default);
        (await _registry.GetModeAsync("s", default)).Should().Be(SchemaRegistryMode.ReadOnly);
        await _registry.RemoveModeAsync("s", default);
        (await _registry.GetModeAsync("s", default)).Should().Be(SchemaRegistryMode.ReadWrite);
        await RefusedAsync(() => _registry.SetModeAsync(null, "SOMETIMES", false, default), 42204);
    }

    [Test]
    public async Task Import_SchemasOfAnotherRegistry_KeepTheirIdsAndVersions()
    {
        await RefusedAsync(() => _registry.ImportAsync("s", new(TestSchemas.Base), 77, 3, default), 42205);
        await _registry.SetModeAsync(null, "IMPORT", false, default);

        (await _registry.ImportAsync("s", new(TestSchemas.Base), 77, 3, default)).Should().Be(new SubjectSchema("s", 3, 77, TestSchemas.Base));
        (await _registry.ImportAsync("s", new(TestSchemas.Base), 77, 3, default)).Version.Should().Be(3, "importing again changes nothing");
        (await _registry.ImportAsync("s", new(TestSchemas.Changed), 12, null, default)).Should().Be(
            new SubjectSchema("s", 4, 12, TestSchemas.Changed), "compatibility was the other registry's concern");
        (await _registry.ImportAsync("t", new(TestSchemas.Base), 77, null, default)).Version.Should().Be(1);
        await RefusedAsync(() => _registry.ImportAsync("s", new(TestSchemas.WithDefault), 77, null, default), 42205);
        await RefusedAsync(() => _registry.ImportAsync("s", new(TestSchemas.Base), 78, null, default), 42205);
        await RefusedAsync(() => _registry.ImportAsync("s", new(TestSchemas.WithDefault), 80, 3, default), 42205);
        await RefusedAsync(() => _registry.RegisterAsync("s", TestSchemas.WithDefault), 42205);

        await _registry.SetModeAsync(null, "READWRITE", false, default);
        (await _registry.RegisterAsync("new", TestSchemas.Promoted)).Id.Should().BeGreaterThan(77);
    }

    [Test]
    public async Task Import_WhileThereAreSubjects_MustBeForced()
    {
        await _registry.RegisterAsync("s", TestSchemas.Base);

        await RefusedAsync(() => _registry.SetModeAsync(null, "IMPORT", false, default), 42205);
        await _registry.SetModeAsync("other", "IMPORT", false, default);
        await _registry.SetModeAsync(null, "IMPORT", true, default);
        (await _registry.GetModeAsync(null, default)).Should().Be(SchemaRegistryMode.Import);
    }

    [Test]
    public async Task Delete_LastVersion_ForgetsTheSubjectsSettings()
    {
        await _registry.RegisterAsync("s", TestSchemas.Base);
        await _registry.RegisterAsync("s", TestSchemas.WithDefault);
        await _registry.SetConfigAsync("s", "NONE", true, default);
        await _registry.SetModeAsync("s", "READWRITE", false, default);

        await _registry.DeleteVersionAsync("s", 1, false, default);
        (await _registry.FindConfigAsync("s", default))!.CompatibilityLevel.Should().Be("NONE");
        await _registry.DeleteVersionAsync("s", 2, false, default);

        (await _registry.FindConfigAsync("s", default)).Should().BeNull();
        (await _registry.FindModeAsync("s", default)).Should().BeNull();
    }

    [Test]
    public async Task Normalize_ByRequestOrSetting_MakesSpellingsOne()
    {
        const string Spelt = """{"fields":[{"type":{"type":"int"},"name":"a"}],"name":"t.M","type":"record"}""";
        var first = await _registry.RegisterAsync("s", TestSchemas.Base);
        await RefusedAsync(() => _registry.LookUpAsync("s", Spelt), 40403);

        (await _registry.RegisterAsync("s", new SchemaDefinition(Spelt), normalize: true, default)).Should().Be(first);
        await _registry.SetConfigAsync(null, null, true, default);
        (await _registry.RegisterAsync("s", Spelt)).Should().Be(first);
        (await _registry.RegisterAsync("other", Spelt)).SchemaString.Should().Be("""{"name":"t.M","type":"record","fields":[{"name":"a","type":"int"}]}""");
        await _registry.SetConfigAsync("s", null, false, default);
        (await _registry.RegisterAsync("s", Spelt)).Version.Should().Be(2, "the subject's own setting counts");
    }

    [TestCase("")]
    [TestCase("a\nb")]
    public async Task Register_SubjectThatCanNotBe_Is42208(string subject) =>
        await RefusedAsync(() => _registry.RegisterAsync(subject, TestSchemas.Base), 42208);

    private static async Task RefusedAsync(Func<Task> action, int code) =>
        (await action.Should().ThrowAsync<SchemaRegistryException>()).Which.Should().Match<SchemaRegistryException>(e => e.ErrorCode == code && !e.IsTransient);
}
