using Avro.Generic;
using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Core.Messages;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Http;
using Sts.Core.Schemas.Registry;
using Sts.Tests.Core.Messages;
using Sts.Tests.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas;

public class SchemasServiceCollectionExtensionsTests
{
    [Test]
    public async Task AddSchemas_WithoutUrl_WritesAndReadsThroughTheEmbeddedRegistry()
    {
        await using var services = Services();

        var bytes = await services.GetRequiredService<IAvroSerializer<ActionMessage>>().SerializeAsync("t", Some.Action(), default);

        (await services.GetRequiredService<IAvroDeserializer<ActionMessage>>().DeserializeAsync("t", bytes, default)).Should().Be(Some.Action());
        (await services.GetRequiredService<SchemaRegistry>().GetSubjectsAsync(false, default)).Should().Equal("t-value");
    }

    [Test]
    public async Task AddSchemas_MessageThatNamesItsSchemaByGuid_IsReadThroughTheEmbeddedRegistry()
    {
        await using var services = Services();
        var registry = services.GetRequiredService<ISchemaRegistryClient>();
        foreach (var (subject, schema) in new[] { ("a", Everything.AvroSchema), ("b", ActionMessage.AvroSchema) })
            await registry.RegisterSchemaAsync(subject, new SchemaDefinition(schema.ToString()));

        var guid = SchemaRegistry.GuidOf((await registry.GetLatestSchemaAsync("b")).ToDefinition());
        var headers = new Headers { { WireFormat.ValueSchemaHeader, [1, .. guid.ToByteArray(bigEndian: true)] } };

        (await services.GetRequiredService<IAvroDeserializer<ActionMessage>>().DeserializeAsync(
            AvroBytes.Encode(Some.Action()), new SerializationContext(MessageComponentType.Value, "t", headers), default)).Should().Be(Some.Action());
        await registry.Invoking(client => client.GetSchemaByGuidAsync(Guid.NewGuid())).Should().ThrowAsync<SchemaRegistryException>()
            .Where(e => e.ErrorCode == SchemaRegistryErrorCodes.SchemaNotFound);
    }

    [Test]
    public async Task AddSchemas_GenericRecords_AreWrittenAndRead()
    {
        await using var services = Services();
        var record = AvroBytes.Generic(Kitchen.SmallSchema, ("a", 1));

        var bytes = await services.GetRequiredService<IAvroSerializer<GenericRecord>>().SerializeAsync("t", record, default);

        (await services.GetRequiredService<IAvroDeserializer<GenericRecord>>().DeserializeAsync("t", bytes, default)).Should().Be(record);
    }

    [Test]
    public async Task AddSchemas_WithUrl_UsesHttp()
    {
        await using var services = Services(("Url", "http://localhost:1"));

        services.GetRequiredService<ISchemaRegistryClient>().Should().BeOfType<HttpSchemaRegistryClient>();
    }

    [TestCase("Url", "localhost:8081", "SchemaRegistry:Url*scheme*")]
    [TestCase("Url", "nonsense", "SchemaRegistry:Url*not an address*")]
    [TestCase("Url", "http://user:secret@localhost", "SchemaRegistry:Url*SchemaRegistry:BasicAuthUserInfo*")]
    [TestCase("BasicAuthUserInfo", "secret", "SchemaRegistry:BasicAuthUserInfo*user:password*")]
    [TestCase("BearerToken", "sec ret", "SchemaRegistry:BearerToken*")]
    [TestCase("RequestTimeoutMs", "0", "SchemaRegistry:RequestTimeoutMs is 0*")]
    [TestCase("UseLatestVersion", "true", "SchemaRegistry:UseLatestVersion*AutoRegisterSchemas*exclude*")]
    [TestCase("RetriesWaitMs", "-1", "SchemaRegistry:RetriesWaitMs is -1*")]
    [TestCase("RetriesMaxWaitMs", "1", "*SchemaRegistry:RetriesMaxWaitMs 1, but*")]
    [TestCase("MaxCachedSchemas", "0", "SchemaRegistry:MaxCachedSchemas is 0*greater than 0*")]
    [TestCase("LatestCacheTtlSecs", "-2", "SchemaRegistry:LatestCacheTtlSecs is -2*")]
    [TestCase("SslCaLocation", "nowhere.pem", "SchemaRegistry:SslCaLocation names 'nowhere.pem'*PEM*")]
    [TestCase("EnableSslCertificateVerification", "maybe", "SchemaRegistry:EnableSslCertificateVerification*true or false*")]
    [TestCase("Embedded:Address", "localhost", "SchemaRegistry:Embedded:Address is 'localhost'*IP address*")]
    [TestCase("Embedded:Port", "70000", "SchemaRegistry:Embedded:Port is 70000*")]
    [TestCase("Embedded:CompatibilityLevel", "SIDEWAYS", "SchemaRegistry:Embedded:CompatibilityLevel is 'SIDEWAYS'*BACKWARD_TRANSITIVE*")]
    public void AddSchemas_WrongSetting_IsNamedWithTheFixAndNoSecret(string key, string value, string message)
    {
        using var services = Services((key, value));

        var thrown = FluentActions.Invoking(() => services.GetRequiredService<IOptions<SchemaRegistryOptions>>().Value)
            .Should().Throw<OptionsValidationException>().WithMessage(message).Which;
        thrown.Message.Should().NotContain("secret");
    }

    [Test]
    public void AddSchemas_UnknownSetting_IsAnError()
    {
        using var services = Services(("Adress", "http://localhost"));

        FluentActions.Invoking(() => services.GetRequiredService<IOptions<SchemaRegistryOptions>>().Value)
            .Should().Throw<OptionsValidationException>().WithMessage("SchemaRegistry:Adress is no setting.*Url*");
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("SchemaRegistry:" + s.Key, (string?)s.Value)))
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<ISchemaStore, InMemorySchemaStore>()
            .AddSchemas(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
