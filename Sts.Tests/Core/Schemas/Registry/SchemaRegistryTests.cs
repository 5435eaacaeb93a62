using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Registry;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class SchemaRegistryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly SchemaRegistry _registry = new(new InMemorySchemaStore(), Options.Create(new SchemaRegistryOptions()));

    [Test]
    public async Task Register_SameSchemaAgain_KeepsVersionAndId()
    {
        var first = await _registry.RegisterAsync("s", TestSchemas.Base);
        var again = await _registry.RegisterAsync("s", """{ "name": "M", "namespace": "t", "fields": [ {"type":"int", "name":"a"} ], "type": "record" }""");

        first.Should().Be(new SubjectSchema("s", 1, 1, TestSchemas.Base));
        again.Should().Be(first);
        (await _registry.GetVersionsAsync("s", false, None)).Should().Equal(1);
    }

    [Test]
    public async Task Register_SameSchemaUnderAnotherSubject_HasTheSameId()
    {
        var one = await _registry.RegisterAsync("one", TestSchemas.Base);
        var other = await _registry.RegisterAsync("other", TestSchemas.Base);

        other.Id.Should().Be(one.Id);
        (await _registry.GetUsesAsync(one.Id, false, None)).Select(v => v.Subject).Should().Equal("one", "other");
        (await _registry.GetSubjectsAsync(false, None)).Should().Equal("one", "other");
    }

    [TestCase("NONE", true, true, true)]
    [TestCase("BACKWARD", false, false, true)]
    [TestCase("FORWARD", true, false, false)]
    [TestCase("FULL", false, false, false)]
    public async Task Register_ByLevel_AcceptsOrRefuses(string level, bool withoutDefault, bool changed, bool promoted)
    {
        await _registry.SetCompatibilityLevelAsync(null, level, None);
        foreach (var (subject, schema, accepted) in new[]
        {
            ("withoutDefault", TestSchemas.WithoutDefault, withoutDefault),
            ("changed", TestSchemas.Changed, changed),
            ("promoted", TestSchemas.Promoted, promoted),
            ("withDefault", TestSchemas.WithDefault, true),
        })
        {
            await _registry.RegisterAsync(subject, TestSchemas.Base);
            var register = () => _registry.RegisterAsync(subject, schema);
            if (accepted)
                (await register()).Version.Should().Be(2);
            else
                (await register.Should().ThrowAsync<SchemaRegistryException>()).Which.Should().Match<SchemaRegistryException>(
                    e => e.ErrorCode == 409 && e.StatusCode == 409 && !e.IsTransient && e.Message.Contains("t.M."));
        }
    }

    [TestCase("BACKWARD", true)]
    [TestCase("BACKWARD_TRANSITIVE", false)]
    [TestCase("FULL", true)]
    [TestCase("FULL_TRANSITIVE", false)]
    public async Task Register_TransitiveLevels_CompareWithAllVersions(string level, bool accepted)
    {
        // b disappears and comes back as another type: fine for the latest version, not for the first.
        await _registry.SetCompatibilityLevelAsync("s", level, None);
        await _registry.RegisterAsync("s", TestSchemas.WithDefault);
        await _registry.RegisterAsync("s", TestSchemas.Base);
        var other = TestSchemas.WithDefault.Replace("\"string\",\"default\":\"\"", "\"int\",\"default\":0", StringComparison.Ordinal);

        var problems = await _registry.TestRegistrationAsync("s", new SchemaDefinition(other), None);

        problems.Any().Should().Be(!accepted);
    }

    [TestCase("not json")]
    [TestCase("""{"type":"record","name":"M"}""")]
    [TestCase("""{"type":"record","name":"M","fields":[{"name":"a","type":"nosuch"}]}""")]
    [TestCase("""{"type":"record","type":"enum","name":"M","fields":[]}""")]
    [TestCase("null,")]
    public async Task Register_InvalidSchema_Is42201(string schema) =>
        await RefusedAsync(() => _registry.RegisterAsync("s", schema), 42201, 422);

    [Test]
    public async Task Lookups_OfWhatIsNotThere_HaveConfluentsCodes()
    {
        await RefusedAsync(() => _registry.GetVersionsAsync("s", false, None), 40401, 404);
        await RefusedAsync(() => _registry.GetVersionAsync("s", 1, false, None), 40401, 404);
        await RefusedAsync(() => _registry.LookUpAsync("s", TestSchemas.Base), 40401, 404);
        await RefusedAsync(() => _registry.GetSchemaAsync(99, None), 40403, 404);
        await RefusedAsync(() => _registry.SetCompatibilityLevelAsync(null, "SIDEWAYS", None), 42203, 422);
        await _registry.RegisterAsync("s", TestSchemas.Base);
        await RefusedAsync(() => _registry.GetVersionAsync("s", 2, false, None), 40402, 404);
        await RefusedAsync(() => _registry.LookUpAsync("s", TestSchemas.WithDefault), 40403, 404);
    }

    [Test]
    public async Task DeleteVersion_Softly_HidesItAndFreesItsSchemaButNotItsNumber()
    {
        var first = await _registry.RegisterAsync("s", TestSchemas.Base);
        await _registry.RegisterAsync("s", TestSchemas.WithDefault);

        (await _registry.DeleteVersionAsync("s", 1, permanent: false, None)).Should().Be(1);

        (await _registry.GetVersionsAsync("s", false, None)).Should().Equal(2);
        (await _registry.GetVersionsAsync("s", true, None)).Should().Equal(1, 2);
        (await _registry.GetSchemaAsync(first.Id, None)).SchemaString.Should().Be(TestSchemas.Base, "messages still carry the id");
        (await _registry.RegisterAsync("s", TestSchemas.Base)).Should().Be(first with { Version = 3 });
    }

    [Test]
    public async Task Delete_OutOfOrder_HasConfluentsCodes()
    {
        await _registry.RegisterAsync("s", TestSchemas.Base);
        await RefusedAsync(() => _registry.DeleteVersionAsync("s", 1, permanent: true, None), 40407, 404);
        await RefusedAsync(() => _registry.DeleteSubjectAsync("s", permanent: true, None), 40405, 404);
        (await _registry.DeleteSubjectAsync("s", permanent: false, None)).Should().Equal(1);
        await RefusedAsync(() => _registry.DeleteVersionAsync("s", 1, permanent: false, None), 40406, 404);
        await RefusedAsync(() => _registry.DeleteSubjectAsync("s", permanent: false, None), 40404, 404);
        await RefusedAsync(() => _registry.GetVersionsAsync("s", false, None), 40401, 404);
        (await _registry.DeleteSubjectAsync("s", permanent: true, None)).Should().Equal(1);
        await RefusedAsync(() => _registry.GetVersionsAsync("s", true, None), 40401, 404);
    }

    [Test]
    public async Task Register_ManyAtOnce_GivesEachSchemaOneIdAndTheSubjectVersionsWithoutGaps()
    {
        await _registry.SetCompatibilityLevelAsync(null, "NONE", None);
        var schemas = Enumerable.Range(0, 8).Select(i => TestSchemas.Base.Replace("\"a\"", $"\"a{i}\"", StringComparison.Ordinal));
        var work = schemas.SelectMany(schema => Enumerable.Repeat(schema, 4)).Select(schema => Task.Run(() => _registry.RegisterAsync("s", schema)));

        var registered = await Task.WhenAll(work);

        registered.Select(r => (r.Id, r.SchemaString)).Distinct().Should().HaveCount(8);
        (await _registry.GetVersionsAsync("s", false, None)).Should().BeEquivalentTo(Enumerable.Range(1, registered.Max(r => r.Version)));
    }

    [Test]
    public async Task Register_IncompatibleSchemasAtOnce_AcceptsOne()
    {
        var results = await Task.WhenAll(new[] { "int", "string", "boolean", "bytes", "null", "float" }.Select(type => Task.Run(async () =>
        {
            try
            {
                await _registry.RegisterAsync("s", TestSchemas.Base.Replace("\"int\"", $"\"{type}\"", StringComparison.Ordinal));
                return true;
            }
            catch (SchemaRegistryException e) when (e.ErrorCode == 409)
            {
                return false;
            }
        })));

        var versions = await _registry.GetVersionsAsync("s", false, None);
        versions.Should().HaveCount(results.Count(accepted => accepted));
        for (var later = 1; later < versions.Count; later++)
        {
            var newer = await _registry.GetVersionAsync("s", versions[later], false, None);
            var older = await _registry.GetVersionAsync("s", versions[later - 1], false, None);
            SchemaCompatibility.Check(SchemaText.Parse(newer.SchemaString), SchemaText.Parse(older.SchemaString)).Should().BeEmpty();
        }
    }

    private static async Task RefusedAsync(Func<Task> action, int code, int status)
    {
        var thrown = await action.Should().ThrowAsync<SchemaRegistryException>();
        thrown.Which.Should().Match<SchemaRegistryException>(e => e.ErrorCode == code && e.StatusCode == status && !e.IsTransient);
    }
}
