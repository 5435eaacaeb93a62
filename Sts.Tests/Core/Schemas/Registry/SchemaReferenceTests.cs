using Avro.Generic;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Generic;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Registry;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class SchemaReferenceTests
{
    private const string Address = """{"type":"record","name":"geo.Address","fields":[{"name":"street","type":"string"}]}""";
    private const string AddressWithZip = """{"type":"record","name":"geo.Address","fields":[{"name":"street","type":"string"},{"name":"zip","type":"int"}]}""";
    private const string Person = """{"type":"record","name":"geo.Person","fields":[{"name":"home","type":"geo.Address"}]}""";
    private const string Team = """{"type":"record","name":"geo.Team","fields":[{"name":"lead","type":"geo.Person"},{"name":"office","type":"geo.Address"}]}""";

    private static readonly SchemaReference ToAddress = new("geo.Address", "address", 1);
    private static readonly SchemaReference ToPerson = new("geo.Person", "person", 1);

    private readonly SchemaRegistry _registry = new(new InMemorySchemaStore(), Options.Create(new SchemaRegistryOptions()));

    [Test]
    public async Task Register_WithReferences_KeepsThemAndResolvesThemThroughAll()
    {
        await RegisterAllAsync();

        var team = await _registry.GetVersionAsync("team", null, false, default);

        team.References.Should().Equal(ToPerson, ToAddress);
        (await _registry.GetSchemaAsync(team.Id, default)).Should().Be(team.ToDefinition());
        var resolved = (Avro.RecordSchema)SchemaText.Parse(await _registry.ResolveAsync(team.ToDefinition(), default));
        ((Avro.RecordSchema)resolved["lead"].Schema)["home"].Schema.Fullname.Should().Be("geo.Address");
    }

    [Test]
    public async Task Deserialize_SchemaWithReferences_ReadsWhatItRefersTo()
    {
        await RegisterAllAsync();
        var team = await _registry.GetVersionAsync("team", null, false, default);
        var parsed = (Avro.RecordSchema)SchemaText.Parse(await _registry.ResolveAsync(team.ToDefinition(), default));
        var bytes = AvroBytes.Message(team.Id, AvroBytes.Generic(
            parsed.ToString(),
            ("lead", AvroBytes.Generic(parsed["lead"].Schema.ToString(), ("home", AvroBytes.Generic(Address, ("street", "Elm Street"))))),
            ("office", AvroBytes.Generic(Address, ("street", "High Street")))));

        var record = await new GenericAvroDeserializer(new EmbeddedSchemaRegistryClient(_registry)).DeserializeAsync("t", bytes, default);

        ((GenericRecord)((GenericRecord)record["lead"])["home"])["street"].Should().Be("Elm Street");
        ((GenericRecord)record["office"])["street"].Should().Be("High Street");
    }

    [Test]
    public async Task Register_SameTextWithOtherReferences_IsAnotherSchema()
    {
        await RegisterAllAsync();
        await _registry.SetCompatibilityLevelAsync(null, "NONE", default);
        await _registry.RegisterAsync("address", AddressWithZip);

        var again = await _registry.RegisterAsync("person", Person, ToAddress);
        var other = await _registry.RegisterAsync("person", Person, ToAddress with { Version = 2 });

        again.Version.Should().Be(1);
        (other.Version, other.Id).Should().NotBe((again.Version, again.Id));
    }

    [Test]
    public async Task Register_ReferenceThatIsNotThere_IsRefusedByItsName()
    {
        var register = () => _registry.RegisterAsync("person", Person, ToAddress);

        await RefusedAsync(register, 42201, "*'geo.Address' in subject 'address' version 1*");
        await RefusedAsync(() => _registry.RegisterAsync("person", Person), 42201, "*geo.Address*");
        await RegisterAllAsync();
        await RefusedAsync(() => _registry.RegisterAsync("other", Person, ToAddress with { Version = 2 }), 42201, "*version 2*");
    }

    [Test]
    public async Task Register_ReferenceToAnIncompatibleVersion_IsRefusedWithTheFieldBehindIt()
    {
        await RegisterAllAsync();
        await _registry.SetCompatibilityLevelAsync("address", "NONE", default);
        await _registry.RegisterAsync("address", AddressWithZip);

        await RefusedAsync(() => _registry.RegisterAsync("person", Person, ToAddress with { Version = 2 }), 409, "*geo.Person.home.zip*");
    }

    [Test]
    public async Task Delete_WhileReferenced_IsRefusedUntilTheReferrersAreGone()
    {
        await RegisterAllAsync();
        var person = await _registry.GetVersionAsync("person", 1, false, default);
        var team = await _registry.GetVersionAsync("team", 1, false, default);
        (await _registry.GetReferrersAsync("address", 1, default)).Should().Equal(person.Id, team.Id);
        (await _registry.GetReferrersAsync("team", null, default)).Should().BeEmpty();

        await RefusedAsync(() => _registry.DeleteVersionAsync("address", 1, false, default), 42206, "*'address' version 1*");
        await RefusedAsync(() => _registry.DeleteSubjectAsync("address", false, default), 42206, "*'address' version 1*");
        (await _registry.GetVersionsAsync("address", false, default)).Should().Equal(1);

        await _registry.DeleteSubjectAsync("team", false, default);
        await _registry.DeleteVersionAsync("person", 1, false, default);
        (await _registry.GetReferrersAsync("address", 1, default)).Should().BeEmpty();
        (await _registry.DeleteVersionAsync("address", 1, false, default)).Should().Be(1);
    }

    [Test]
    public async Task Register_NormalizedWithReferences_IsOneSchemaHoweverItIsSpelt()
    {
        await RegisterAllAsync();
        const string Spelt = """{"fields":[{"type":"Address","name":"home"}],"namespace":"geo","name":"Person","type":"record"}""";

        (await _registry.LookUpAsync("person", new SchemaDefinition(Spelt, [ToAddress]), true, false, default)).Version.Should().Be(1);
        await RefusedAsync(() => _registry.LookUpAsync("person", new SchemaDefinition(Spelt, [ToAddress]), false, false, default), 40403, "*");
    }

    private async Task RegisterAllAsync()
    {
        await _registry.RegisterAsync("address", Address);
        await _registry.RegisterAsync("person", Person, ToAddress);
        await _registry.RegisterAsync("team", Team, ToPerson, ToAddress);
    }

    private static async Task RefusedAsync(Func<Task> action, int code, string message) =>
        (await action.Should().ThrowAsync<SchemaRegistryException>().WithMessage(message)).Which.ErrorCode.Should().Be(code);
}
