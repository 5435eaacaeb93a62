using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sts.Core.Schemas.Http;

/// <summary>
/// The client of a registry that follows Confluent's API. Schemas by id and ids by schema never change, so they are kept; versions
/// and compatibility are asked for anew each time.
/// </summary>
internal sealed class HttpSchemaRegistryClient : ISchemaRegistryClient, IDisposable
{
    private readonly RegistryTransport _transport;
    private readonly SingleFlightCache<int, SchemaDefinition> _schemas;
    private readonly SingleFlightCache<Guid, SchemaDefinition> _schemasByGuid;
    private readonly SingleFlightCache<SubjectKey, int> _registered;
    private readonly SingleFlightCache<SubjectKey, int> _lookedUp;

    public HttpSchemaRegistryClient(IOptions<SchemaRegistryOptions> options, ILogger<HttpSchemaRegistryClient> logger)
    {
        _transport = new RegistryTransport(options.Value, logger);
        _schemas = new(async id => new SchemaDefinition(Text(await GetAsync($"schemas/ids/{id}", CancellationToken.None), "schema")));
        _schemasByGuid = new(async guid => new SchemaDefinition(Text(await GetAsync($"schemas/guids/{guid}", CancellationToken.None), "schema")));
        _registered = new(key => PostForIdAsync($"{key.Path}/versions", key));
        _lookedUp = new(key => PostForIdAsync(key.Path, key));
    }

    public Task<int> RegisterSchemaAsync(string subject, SchemaDefinition schema, bool normalize = false, CancellationToken cancellationToken = default) =>
        _registered.GetAsync(new SubjectKey(subject, schema, normalize), cancellationToken);

    public Task<int> GetSchemaIdAsync(string subject, SchemaDefinition schema, bool normalize = false, CancellationToken cancellationToken = default) =>
        _lookedUp.GetAsync(new SubjectKey(subject, schema, normalize), cancellationToken);

    public Task<SchemaDefinition> GetSchemaAsync(int id, CancellationToken cancellationToken = default) =>
        _schemas.GetAsync(id, cancellationToken);

    public Task<SchemaDefinition> GetSchemaByGuidAsync(Guid schemaGuid, CancellationToken cancellationToken = default) =>
        _schemasByGuid.GetAsync(schemaGuid, cancellationToken);

    public async Task<IReadOnlyList<int>> GetSubjectVersionsAsync(string subject, CancellationToken cancellationToken = default) =>
        List<int>(await GetAsync($"{PathOf(subject)}/versions", cancellationToken));

    public Task<SubjectSchema> GetRegisteredSchemaAsync(string subject, int version, CancellationToken cancellationToken = default) =>
        GetVersionAsync(subject, $"{version}", cancellationToken);

    public Task<SubjectSchema> GetLatestSchemaAsync(string subject, CancellationToken cancellationToken = default) =>
        GetVersionAsync(subject, "latest", cancellationToken);

    public async Task<bool> IsCompatibleAsync(string subject, SchemaDefinition schema, CancellationToken cancellationToken = default)
    {
        var answer = await _transport.SendAsync(HttpMethod.Post, $"compatibility/{PathOf(subject)}/versions/latest", Body(schema), cancellationToken);
        return Member(answer, "is_compatible").ValueKind == JsonValueKind.True;
    }

    public async Task<IReadOnlyList<string>> GetAllSubjectsAsync(CancellationToken cancellationToken = default) =>
        List<string>(await GetAsync("subjects", cancellationToken));

    public void Dispose() => _transport.Dispose();

    private async Task<SubjectSchema> GetVersionAsync(string subject, string version, CancellationToken cancellationToken)
    {
        var answer = await GetAsync($"{PathOf(subject)}/versions/{version}", cancellationToken);
        return new SubjectSchema(Text(answer, "subject"), Number(answer, "version"), Number(answer, "id"), Text(answer, "schema"));
    }

    private async Task<int> PostForIdAsync(string path, SubjectKey key) =>
        Number(await _transport.SendAsync(HttpMethod.Post, path + (key.Normalize ? "?normalize=true" : ""), Body(key.Schema), CancellationToken.None), "id");

    private Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        _transport.SendAsync(HttpMethod.Get, path, body: null, cancellationToken);

    private static object Body(SchemaDefinition schema) => new { schema = schema.SchemaString };

    private static string PathOf(string subject) => $"subjects/{Uri.EscapeDataString(subject)}";

    private static string Text(JsonElement answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Unexpected(name);

    private static int Number(JsonElement answer, string name) =>
        Member(answer, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : throw Unexpected(name);

    private static JsonElement Member(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var member) ? member : throw Unexpected(name);

    private static List<T> List<T>(JsonElement answer)
    {
        try
        {
            return answer.Deserialize<List<T>>() ?? throw Unexpected("list");
        }
        catch (JsonException)
        {
            throw Unexpected("list");
        }
    }

    private static SchemaRegistryException Unexpected(string what) =>
        new($"The schema registry's answer has no '{what}', or not of the expected type.", errorCode: 0, statusCode: null, isTransient: true);

    private sealed record SubjectKey(string Subject, SchemaDefinition Schema, bool Normalize)
    {
        public string Path => PathOf(Subject);
    }
}
