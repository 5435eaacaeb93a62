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

    [Test]
    public async Task Settings_OfSubject_AreKeptApartFromEachOther()
    {
        var registry = Registry(Host);
        await registry.SetModeAsync("s", "READWRITE", false, default);
        await registry.SetConfigAsync("s", "FULL", true, default);
        await registry.SetModeAsync("s", "READONLY", false, default);

        var config = await Store(_otherHost!).FindConfigAsync("s", default);

        (config!.CompatibilityLevel, config.Normalize, config.Mode).Should().Be(("FULL", true, "READONLY"));
    }

    [Test]
    public async Task Import_OfIds_IsNotInTheWayOfNewOnes()
    {
        var registry = Registry(Host);
        var next = (await registry.RegisterAsync("before", TestSchemas.Changed)).Id + 1;
        await registry.SetModeAsync("s", "IMPORT", false, default);

        await registry.ImportAsync("s", new SchemaDefinition(TestSchemas.Base), next, 5, default);
        var added = await Registry(_otherHost!).RegisterAsync("new", TestSchemas.Promoted);

        (await registry.GetVersionAsync("s", 5, false, default)).Id.Should().Be(next);
        added.Id.Should().BeGreaterThan(next);
    }

    [Test]
    public async Task Register_ReferencesOnOneHost_AreKnownToTheOther()
    {
        var reference = new SchemaReference("t.M", "base", 1);
        await Registry(Host).RegisterAsync("base", TestSchemas.Base);
        var list = await Registry(Host).RegisterAsync("list", """{"type":"array","items":"t.M"}""", reference);

        var other = Registry(_otherHost!);
        (await other.GetSchemaAsync(list.Id, default)).References.Should().Equal(reference);
        (await other.GetReferrersAsync("base", 1, default)).Should().Equal(list.Id);
        (await other.GetAllAsync("l", false, true, default)).Should().Equal(list);
        await other.Awaiting(r => r.DeleteSubjectAsync("base", false, default)).Should().ThrowAsync<SchemaRegistryException>();
        await other.DeleteSubjectAsync("list", false, default);
        (await other.DeleteSubjectAsync("base", false, default)).Should().Equal(1);
    }

    [Test]
    public async Task TryAddVersion_WhileWhatItRefersToIsBeingDeleted_WaitsAndIsFalse()
    {
        var (list, reference) = await ListOfBaseAsync();
        await using var other = _otherHost!.Open();
        await using var deletion = await other.Database.BeginTransactionAsync();
        await other.SubjectVersions.Where(v => v.Subject == "base").ExecuteUpdateAsync(set => set.SetProperty(v => v.Deleted, true));

        var adding = Task.Run(() => Store(Host).TryAddVersionAsync(list, [reference], default));
        await StaysOpenAsync(adding);
        await deletion.CommitAsync();

        (await adding).Should().BeFalse();
    }

    [Test]
    public async Task TryMarkDeleted_WhileASchemaThatRefersToItIsBeingAdded_WaitsAndIsRefused()
    {
        var (list, _) = await ListOfBaseAsync();
        await using var other = _otherHost!.Open();
        await using var addition = await other.Database.BeginTransactionAsync();
        await other.SubjectVersions.Where(v => v.Subject == "base").ExecuteUpdateAsync(set => set.SetProperty(v => v.Deleted, false));
        other.Add(list);
        await other.SaveChangesAsync();

        var deleting = Task.Run(() => Store(Host).TryMarkDeletedAsync("base", [1], default));
        await StaysOpenAsync(deleting);
        await addition.CommitAsync();

        (await deleting).Should().Be(1);
        (await Registry(Host).GetVersionsAsync("base", false, default)).Should().Equal(1);
    }

    [Test]
    public async Task Register_ManySubjectsOnTwoHostsAtOnce_GivesOneSchemaOneIdEverywhere()
    {
        var work = Enumerable.Range(0, 24).Select(i => Task.Run(() => Registry(i % 2 == 0 ? Host : _otherHost!).RegisterAsync($"s{i % 6}", TestSchemas.Base)));

        var registered = await Task.WhenAll(work);

        registered.Select(r => r.Id).Distinct().Should().ContainSingle();
        registered.Should().OnlyContain(r => r.Version == 1);
    }

    private async Task<(SubjectVersion List, SchemaReference Reference)> ListOfBaseAsync()
    {
        var reference = new SchemaReference("t.M", "base", 1);
        await Registry(Host).RegisterAsync("base", TestSchemas.Base);
        var schema = await Store(Host).GetOrAddSchemaAsync(new SchemaDefinition("""{"type":"array","items":"t.M"}""", [reference]), "list", default);
        return (new SubjectVersion { Subject = "list", Version = 1, SchemaId = schema.Id }, reference);
    }

    // Long enough for one that does not wait to end; one that does is never late.
    private static async Task StaysOpenAsync(Task work) => (await Task.WhenAny(work, Task.Delay(300))).Should().NotBeSameAs(work);

    private static DatabaseSchemaStore Store(StorageHost host) => new(host.Get<IDbContextFactory<StsDbContext>>());

    private static SchemaRegistry Registry(StorageHost host) => new(Store(host), Options.Create(new SchemaRegistryOptions()));
}
