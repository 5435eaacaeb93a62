using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Http;
using Sts.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Registry;

public class SchemaRegistryEndpointsTests
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private RegistryServer _server = null!;
    private HttpClient _http = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await RegistryServer.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_server.Url) };
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task OurClient_AllItsQuestions_AreAnswered()
    {
        using var registry = new HttpSchemaRegistryClient(Options.Create(new SchemaRegistryOptions { Url = _server.Url }), NullLogger<HttpSchemaRegistryClient>.Instance);
        const string Subject = "odd/subject ä-value";

        var id = await registry.RegisterSchemaAsync(Subject, new SchemaDefinition(TestSchemas.Base));
        (await registry.GetSchemaAsync(id)).SchemaString.Should().Be(TestSchemas.Base);
        (await registry.GetSchemaByGuidAsync(SchemaRegistry.GuidOf(new SchemaDefinition(TestSchemas.Base)))).SchemaString.Should().Be(TestSchemas.Base);
        (await registry.GetSchemaIdAsync(Subject, new SchemaDefinition(TestSchemas.Base))).Should().Be(id);
        (await registry.IsCompatibleAsync(Subject, new SchemaDefinition(TestSchemas.WithDefault))).Should().BeTrue();
        (await registry.IsCompatibleAsync(Subject, new SchemaDefinition(TestSchemas.Changed))).Should().BeFalse();
        var second = await registry.RegisterSchemaAsync(Subject, new SchemaDefinition(TestSchemas.WithDefault));
        (await registry.GetSubjectVersionsAsync(Subject)).Should().Equal(1, 2);
        (await registry.GetLatestSchemaAsync(Subject)).Should().Be(new SubjectSchema(Subject, 2, second, TestSchemas.WithDefault));
        (await registry.GetRegisteredSchemaAsync(Subject, 1)).Should().Be(new SubjectSchema(Subject, 1, id, TestSchemas.Base));
        (await registry.GetAllSubjectsAsync()).Should().Equal(Subject);

        var refused = () => registry.RegisterSchemaAsync(Subject, new SchemaDefinition(TestSchemas.Changed));
        (await refused.Should().ThrowAsync<SchemaRegistryException>().WithMessage("*t.M.a*")).Which.ErrorCode.Should().Be(409);
    }

    [Test]
    public async Task Requests_OfClientsThatTakeMore_GetTheGuidOfTheSchema()
    {
        _http.DefaultRequestHeaders.Add("Confluent-Accept-Unknown-Properties", "true");
        var body = JsonSerializer.Serialize(new { schema = "\"string\"" });
        // The MD5 of the text.
        const string Of = "095d71cf-1255-6b9d-5e33-0ad575b3df5d";

        await Expect("POST", "/subjects/s-value/versions", 200, $$"""{"id":1,"guid":"{{Of}}"}""", body);
        await Expect("GET", "/subjects/s-value/versions/1", 200, $$"""{"subject":"s-value","version":1,"id":1,"guid":"{{Of}}","schema":"\"string\""}""");
        await Expect("GET", $"/schemas/guids/{Of}", 200, $$"""{"schema":"\"string\"","guid":"{{Of}}"}""");
        await Expect("GET", "/schemas/guids/00112233-4455-6677-8899-aabbccddeeff", 404, """{"error_code":40403,"message":"Schema not found."}""");
    }

    [Test]
    public async Task Requests_OfTheApiReference_GetItsAnswers()
    {
        var body = Json(new { schema = TestSchemas.Base });
        await Expect("GET", "/", 200, "{}");
        await Expect("GET", "/subjects", 200, "[]");
        await Expect("POST", "/subjects/s-value/versions", 200, """{"id":1}""", body);
        await Expect("POST", "/subjects/s-value", 200, Json(new { subject = "s-value", version = 1, id = 1, schema = TestSchemas.Base }), body);
        await Expect("GET", "/subjects", 200, """["s-value"]""");
        await Expect("GET", "/subjects?subjectPrefix=x", 200, "[]");
        await Expect("GET", "/subjects/s-value/versions", 200, "[1]");
        await Expect("GET", "/subjects/s-value/versions/latest", 200, Json(new { subject = "s-value", version = 1, id = 1, schema = TestSchemas.Base }));
        await Expect("GET", "/subjects/s-value/versions/1/schema", 200, TestSchemas.Base);
        await Expect("GET", "/schemas/ids/1", 200, body);
        await Expect("GET", "/schemas/ids/1/schema", 200, TestSchemas.Base);
        await Expect("GET", "/schemas/ids/1/versions", 200, """[{"subject":"s-value","version":1}]""");
        await Expect("GET", "/schemas/ids/1/subjects", 200, """["s-value"]""");
        await Expect("GET", "/schemas/types", 200, """["AVRO"]""");
        await Expect("GET", "/mode", 200, """{"mode":"READWRITE"}""");
        await Expect("GET", "/config", 200, """{"compatibilityLevel":"BACKWARD"}""");
        await Expect("PUT", "/config", 200, """{"compatibility":"NONE"}""", """{"compatibility":"NONE"}""");
        await Expect("GET", "/config/s-value?defaultToGlobal=true", 200, """{"compatibilityLevel":"NONE"}""");
        await Expect("PUT", "/config/s-value", 200, """{"compatibility":"FULL"}""", """{"compatibility":"FULL"}""");
        await Expect("GET", "/config/s-value", 200, """{"compatibilityLevel":"FULL"}""");
        await Expect("POST", "/compatibility/subjects/s-value/versions/latest", 200, """{"is_compatible":true}""", body);
        await Expect("POST", "/compatibility/subjects/s-value/versions", 200, """{"is_compatible":true}""", body);
        await Expect("DELETE", "/config/s-value", 200, """{"compatibilityLevel":"FULL"}""");
        await Expect("DELETE", "/config", 200, """{"compatibilityLevel":"BACKWARD"}""");
        await Expect("DELETE", "/subjects/s-value/versions/1", 200, "1");
        await Expect("GET", "/subjects?deleted=true", 200, """["s-value"]""");
        await Expect("DELETE", "/subjects/s-value?permanent=true", 200, "[1]");
    }

    [Test]
    public async Task Requests_WithParameters_SelectAndPage()
    {
        foreach (var (subject, schema) in new[] { ("a", TestSchemas.Base), ("a", TestSchemas.WithDefault), ("b", TestSchemas.Base) })
            await SendAsync("POST", $"/subjects/{subject}/versions", Json(new { schema }));
        await SendAsync("DELETE", "/subjects/a/versions/1");

        await Expect("GET", "/subjects/a/versions?deleted=true", 200, "[1,2]");
        await Expect("GET", "/subjects/a/versions?deletedOnly=true", 200, "[1]");
        await Expect("GET", "/subjects/a/versions?deletedAsNegative=true", 200, "[-1,2]");
        await Expect("GET", "/subjects/a/versions?deleted=true&offset=1&limit=1", 200, "[2]");
        await Expect("GET", "/subjects/a/versions?deleted=perhaps", 200, "[2]");
        await Expect("GET", "/subjects?offset=1", 200, """["b"]""");
        await Expect("GET", "/subjects?deletedOnly=true", 200, "[]");
        await Expect("GET", "/subjects/a/versions/-1/schema", 200, TestSchemas.WithDefault);
        await Expect("GET", "/schemas/ids/1/versions?deleted=true&subject=a", 200, """[{"subject":"a","version":1}]""");
        await Expect("GET", "/schemas/ids/1/subjects", 200, """["b"]""");
        await Expect("GET", "/schemas?latestOnly=true&limit=1", 200, Json(new[] { new { subject = "a", version = 2, id = 2, schema = TestSchemas.WithDefault } }));
        var all = JsonSerializer.Deserialize<JsonElement>((await SendAsync("GET", "/schemas?deleted=true")).Answer);
        all.EnumerateArray().Select(v => v.GetProperty("version").GetInt32()).Should().Equal(1, 2, 1);
        await Expect("GET", "/contexts", 200, """["."]""");
    }

    [Test]
    public async Task Compatibility_WithTheLatestOfASubjectThatIsNotThere_IsGiven()
    {
        await Expect("POST", "/compatibility/subjects/new/versions/latest", 200, """{"is_compatible":true}""", Json(new { schema = TestSchemas.Base }));
    }

    [Test]
    public async Task CompatibilityTest_Verbose_GivesReasons()
    {
        await SendAsync("POST", "/subjects/s/versions", JsonSerializer.Serialize(new { schema = TestSchemas.Base }));

        var (_, answer) = await SendAsync("POST", "/compatibility/subjects/s/versions/1?verbose=true", JsonSerializer.Serialize(new { schema = TestSchemas.Changed }));

        answer.Should().StartWith("""{"is_compatible":false,"messages":["The new schema""").And.Contain("t.M.a");
    }

    [TestCase("GET", "/subjects/none/versions", null, 404, 40401)]
    [TestCase("GET", "/subjects/none/versions/latest", null, 404, 40401)]
    [TestCase("GET", "/schemas/ids/77", null, 404, 40403)]
    [TestCase("GET", "/subjects/none/versions/zero", null, 422, 42202)]
    [TestCase("GET", "/subjects/none/versions/0", null, 422, 42202)]
    [TestCase("GET", "/config/none", null, 404, 40408)]
    [TestCase("GET", "/mode/none", null, 404, 40409)]
    [TestCase("PUT", "/config", """{"compatibility":"SIDEWAYS"}""", 422, 42203)]
    [TestCase("POST", "/subjects/s/versions", """{"schema":"{}"}""", 422, 42201)]
    [TestCase("POST", "/subjects/s/versions", """{"schema":"\"string\"","schemaType":"JSON"}""", 422, 42201)]
    [TestCase("POST", "/subjects/s/versions", "no json", 400, 400)]
    [TestCase("POST", "/subjects/s/versions", "[]", 400, 400)]
    [TestCase("POST", "/subjects/s/versions", """{"schema":"\"x.Y\"","references":[{"name":"x.Y","subject":"none","version":1}]}""", 422, 42201)]
    [TestCase("POST", "/subjects/s/versions", """{"schema":"\"int\"","references":[{"name":"x.Y"}]}""", 422, 42201)]
    [TestCase("POST", "/subjects/s/versions", """{"schema":"\"int\"","id":7}""", 422, 42205)]
    [TestCase("POST", "/subjects/a%01b/versions", """{"schema":"\"int\""}""", 422, 42208)]
    [TestCase("POST", "/compatibility/subjects/none/versions/1", """{"schema":"\"int\""}""", 404, 40401)]
    [TestCase("GET", "/subjects/none/versions/1/referencedby", null, 404, 40401)]
    [TestCase("DELETE", "/subjects/none", null, 404, 40401)]
    [TestCase("DELETE", "/config/none", null, 404, 40401)]
    [TestCase("DELETE", "/mode/none", null, 404, 40401)]
    [TestCase("PUT", "/mode", """{"mode":"SOMETIMES"}""", 422, 42204)]
    [TestCase("PUT", "/config", """{"compatability":"FULL"}""", 422, 42203)]
    [TestCase("GET", "/associations/resources/x", null, 404, 404)]
    [TestCase("GET", "/schemas/ids/no-number", null, 404, 404)]
    [TestCase("PATCH", "/subjects", null, 404, 404)]
    public async Task Request_Refused_HasStatusAndErrorCode(string method, string path, string? body, int status, int code)
    {
        var (actual, answer) = await SendAsync(method, path, body);

        actual.Should().Be((HttpStatusCode)status);
        var error = JsonSerializer.Deserialize<JsonElement>(answer);
        error.GetProperty("error_code").GetInt32().Should().Be(code);
        error.GetProperty("message").GetString().Should().NotBeNullOrWhiteSpace();
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, AsWritten);

    private async Task Expect(string method, string path, int status, string answer, string? body = null) =>
        (await SendAsync(method, path, body)).Should().Be(((HttpStatusCode)status, answer), $"that is the answer to {method} {path}");

    private async Task<(HttpStatusCode Status, string Answer)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

        using var response = await _http.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/vnd.schemaregistry.v1+json");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
