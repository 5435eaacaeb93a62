using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;
using Sts.Core.Storage;
using Sts.Core.Storage.Entities;
using Sts.Tests.Core.Storage;

namespace Sts.Tests.Core.Schemas.Registry;

/// <summary>The registry on real databases, with two hosts that share one.</summary>
public sealed class DatabaseSchemaStoreTests<TDatabase> : StorageTests<TDatabase>
    where TDatabase : ITestDatabase, new()
{
    private StorageHost? _otherHost;

    [SetUp]
    public async Task StartOtherHostOnEmptyTables()
    {
        _otherHost = new StorageHost(Settings);
        await using var database = Host.Open();
        await database.SubjectVersions.ExecuteDeleteAsync();
        await database.SubjectConfigs.ExecuteDeleteAsync();
        await database.Schemas.ExecuteDeleteAsync();
    }

    [TearDown]
    public async Task StopOtherHost() => await _otherHost!.DisposeAsync();

    [Test]
    public async Task Register_OnOneHost_IsKnownToTheOther()
    {
        var registered = await Registry(Host).RegisterAsync("b", TestSchemas.Base);
        await Registry(Host).RegisterAsync("B", TestSchemas.Base);

        var other = Registry(_otherHost!);
        (await other.GetSchemaAsync(registered.Id, default)).SchemaString.Should().Be(TestSchemas.Base);
        (await other.LookUpAsync("b", TestSchemas.Base)).Should().Be(registered);
        (await other.GetUsesAsync(registered.Id, false, default)).Select(v => v.Subject).Should().BeEquivalentTo("B", "b");
        (await other.GetSubjectsAsync(false, default)).Should().Equal("B", "b");
    }

    [Test]
    public async Task Register_SameSchemasOnTwoHostsAtOnce_GivesEachOneId()
    {
        await Registry(Host).SetCompatibilityLevelAsync(null, "NONE", default);
        var schemas = Enumerable.Range(0, 4).Select(i => TestSchemas.Base.Replace("\"a\"", $"\"a{i}\"", StringComparison.Ordinal)).ToArray();
        var work = from schema in schemas
                   from host in new[] { Host, _otherHost!, Host, _otherHost! }
                   select Task.Run(() => Registry(host).RegisterAsync("s", schema));

        var registered = await Task.WhenAll(work);

        registered.Select(r => (r.Id, r.SchemaString)).Distinct().Should().HaveCount(4);
        (await Registry(Host).GetVersionsAsync("s", false, default)).Should().Equal(Enumerable.Range(1, registered.Max(r => r.Version)));
    }

    [Test]
    public async Task TryAddVersion_Taken_IsFalseAndUnknownSchemaAnError()
    {
        var store = Store(Host);
        var schema = await store.GetOrAddSchemaAsync(new SchemaDefinition("\"int\""), "f", default);
        (await store.TryAddVersionAsync(new SubjectVersion { Subject = "s", Version = 1, SchemaId = schema.Id }, [], default)).Should().BeTrue();

        (await store.TryAddVersionAsync(new SubjectVersion { Subject = "s", Version = 1, SchemaId = schema.Id }, [], default)).Should().BeFalse();
        var orphan = () => store.TryAddVersionAsync(new SubjectVersion { Subject = "s", Version = 2, SchemaId = schema.Id + 1000 }, [], default);
        await orphan.Should().ThrowAsync<DbUpdateException>();
    }

    [Test]
    public async Task Delete_SoftlyThenForGood_KeepsTheSchema()
    {
        var registry = Registry(Host);
        var first = await registry.RegisterAsync("s", TestSchemas.Base);
        await registry.RegisterAsync("s", TestSchemas.WithDefault);

        await registry.DeleteVersionAsync("s", 1, permanent: false, default);
        (await registry.GetVersionsAsync("s", false, default)).Should().Equal(2);
        await registry.DeleteVersionAsync("s", 1, permanent: true, default);
        (await registry.GetVersionsAsync("s", true, default)).Should().Equal(2);
        await registry.DeleteSubjectAsync("s", permanent: false, default);
        (await registry.GetSubjectsAsync(false, default)).Should().BeEmpty();
        (await registry.GetSubjectsAsync(true, default)).Should().Equal("s");
        await registry.DeleteSubjectAsync("s", permanent: true, default);
        (await registry.GetSubjectsAsync(true, default)).Should().BeEmpty();

        (await registry.GetSchemaAsync(first.Id, default)).SchemaString.Should().Be(TestSchemas.Base);
    }

    [Test]
    public async Task SetCompatibilityLevel_ByManyAtOnce_LeavesOneOfThem()
    {
        string[] levels = ["NONE", "FULL", "FORWARD", "BACKWARD_TRANSITIVE"];

        await Task.WhenAll(levels.Select((level, i) => Task.Run(() => Registry(i % 2 == 0 ? Host : _otherHost!).SetCompatibilityLevelAsync("s", level, default))));

        levels.Should().Contain((await Registry(Host).FindCompatibilityLevelAsync("s", default))!.Value.ToName());
        await Registry(Host).RemoveConfigAsync("s", default);
        (await Registry(_otherHost!).FindCompatibilityLevelAsync("s", default)).Should().BeNull();
        (await Registry(_otherHost!).GetCompatibilityLevelAsync("s", default)).Should().Be(CompatibilityLevel.Backward);
    }

    private static DatabaseSchemaStore Store(StorageHost host) => new(host.Get<IDbContextFactory<StsDbContext>>());

    private static SchemaRegistry Registry(StorageHost host) => new(Store(host), Options.Create(new SchemaRegistryOptions()));
}
