using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sts.Host.Hosting;
using Sts.Host.Security;
using Sts.Tests.Integration.Api;

namespace Sts.Tests.Integration.Security;

/// <summary>Tries to get into a host that asks for keys, to get out of it what one may not see, and to break it.</summary>
[Category("Integration")]
public sealed partial class BreakInTests
{
    private const string Name = "sts.test";
    private const string ShortKey = "too-short";

    // Probes of orchestrators, and the way in.
    private static readonly string[] OpenToAll = ["GET /health/live", "GET /health/ready", "GET /login", "GET /login.css", "POST /login"];

    // Not asked with GET, and still they only read.
    private static readonly string[] Reading =
    [
        "POST /_blazor", "POST /_blazor/disconnect/", "POST /_blazor/initializers/", "POST /_blazor/negotiate", "POST /compatibility/subjects/{subject}/versions/", "POST /compatibility/subjects/{subject}/versions/{version}",
        "POST /logout", "POST /subjects/{subject}",
    ];

    private GuardedHost _guarded = null!;
    private Uri _registry = null!;
    private Task<string> _slow = null!;
    private int _address;

    private Uri Api => _guarded.Host.Http.BaseAddress!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _guarded = await GuardedHost.StartAsync($"--Http:AllowedHosts={Name}", $"--Http:Keys:weak:KeyHash={GuardedHost.HashOf(ShortKey)}", "--Http:Keys:weak:Role=Operate");
        // Nobody waits for it in vain while the others run.
        _slow = RawRequest.SendAsync(Api, $"POST /api/transcriptions HTTP/1.1\r\nHost: {Name}\r\nX-Api-Key: {GuardedHost.OperateKey}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{");
        using var reader = Client(GuardedHost.ReadKey);
        _registry = new Uri((await reader.GetFromJsonAsync<JsonElement>("/api/info")).Text("schemaRegistryUrl")!);
    }

    [OneTimeTearDown]
    public async Task EndHost() => await _guarded.DisposeAsync();

    [Test]
    public async Task Endpoint_OfWhateverKind_WantsAKeyAndOneToOperateForChanges()
    {
        using var folder = new TemporaryFolder();
        await using var app = StsApplication.Build([$"--Data:Directory={folder.Path}", $"--Http:Keys:boss:Key={GuardedHost.OperateKey}"]);
        var api = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        var registry = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Except(api).ToList();
        api.Should().HaveCountGreaterThan(25);
        registry.Should().HaveCountGreaterThan(20);

        List<string> open = [], reading = [];
        using HttpClient nobody = Client(), reader = Client(GuardedHost.ReadKey);
        foreach (var (host, endpoint) in api.Select(endpoint => (Api, endpoint)).Concat(registry.Select(endpoint => (_registry, endpoint))))
        {
            var url = new Uri(host, PathOf(endpoint));
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } some ? some : ["GET", "POST"];
            foreach (var method in methods)
            {
                var name = $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";
                if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                {
                    open.Add(name);
                    continue;
                }

                (await StatusAsync(nobody, method, url)).Should().Be(HttpStatusCode.Unauthorized, "nobody may {0}", name);
                if (method is "GET" or "HEAD" || endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
                {
                    continue;
                }

                if (endpoint.Metadata.GetMetadata<ReadsAttribute>() is not null)
                {
                    reading.Add(name);
                    continue;
                }

                (await StatusAsync(reader, method, url)).Should().Be(HttpStatusCode.Forbidden, "who may read may not {0}", name);
            }
        }

        open.Should().BeEquivalentTo(OpenToAll);
        reading.Should().BeEquivalentTo(Reading);
    }

    [TestCase("//api/info")]
    [TestCase("/api//info")]
    [TestCase("/api/../api/info")]
    [TestCase("/health/live/../../api/info")]
    [TestCase("/health/live/%2e%2e/%2e%2e/api/info")]
    [TestCase("/login/..%2fapi/info")]
    [TestCase("/login/..\\..\\api\\info")]
    [TestCase("/api/info;/health/live")]
    [TestCase("/api/info%00")]
    [TestCase("/api/info%20")]
    [TestCase("/api/info?/health/live")]
    [TestCase("/%61%70%69/info")]
    [TestCase("/console/..%2f..%2fappsettings.json")]
    [TestCase("/console/%2e%2e/%2e%2e/appsettings.json")]
    [TestCase("/console/..%5c..%5cappsettings.json")]
    [TestCase("/_framework/..%2f..%2fsts.db")]
    [TestCase("/api/actions/..%2f..%2fdata/audio")]
    public async Task Path_ThatIsWrittenInAnotherWay_LeadsNowhereWithoutAKey(string path)
    {
        var answer = await RawAsync($"GET {path} HTTP/1.1");

        answer.Should().MatchRegex("^HTTP/1.1 40[0-5] ").And.NotContain("bootstrapServers").And.NotContain("ConnectionString");
    }

    [TestCase("/console/..%2f..%2fappsettings.json")]
    [TestCase("/console/..%5c..%5cappsettings.json")]
    [TestCase("/console/%2e%2e%2f%2e%2e%2fdata%2fsts.db")]
    [TestCase("/appsettings.json")]
    [TestCase("/data/sts.db")]
    [TestCase("/_framework/..%2fappsettings.json")]
    [TestCase("/prompts/..%2f..%2fappsettings.json")]
    public async Task Path_OfAFileOfTheHost_LeadsNowhereWithAnyKey(string path)
    {
        var answer = await RawAsync($"GET {path} HTTP/1.1", $"X-Api-Key: {GuardedHost.OperateKey}");

        answer.Should().MatchRegex("^HTTP/1.1 40[0-5] ").And.NotContain("ConnectionString").And.NotContain("SQLite format");
    }

    [TestCase("TRACE", HttpStatusCode.Forbidden)]
    [TestCase("OPTIONS", HttpStatusCode.Forbidden)]
    [TestCase("PUT", HttpStatusCode.Forbidden)]
    [TestCase("POST", HttpStatusCode.Forbidden)]
    [TestCase("get", HttpStatusCode.OK)]
    [TestCase("HEAD", HttpStatusCode.MethodNotAllowed)]
    [TestCase("ANYTHING", HttpStatusCode.Forbidden)]
    public async Task Method_OfAnyName_GivesAReaderNoMore(string method, HttpStatusCode expected)
    {
        using HttpClient nobody = Client(), reader = Client(GuardedHost.ReadKey);
        reader.DefaultRequestHeaders.Add("X-HTTP-Method-Override", "GET");
        var url = new Uri(Api, "/api/info");

        (await StatusAsync(nobody, method, url)).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(reader, method, url)).Should().Be(expected);
    }

    [Test]
    public async Task Key_ThatIsNone_OpensNothing()
    {
        using var stranger = Client();
        (string Header, string Value)[] tries =
        [
            ("X-Api-Key", GuardedHost.HashOf(GuardedHost.ReadKey)), ("X-Api-Key", ShortKey), ("X-Api-Key", $"{GuardedHost.ReadKey},{GuardedHost.ReadKey}"),
            ("Authorization", "Bearer"), ("Authorization", GuardedHost.ReadKey), ("Authorization", $"Negotiate {GuardedHost.ReadKey}"),
            ("Authorization", "Basic !!!"), ("Authorization", $"Basic {Base64("reader:")}"), ("Authorization", $"Basic {Base64($"{GuardedHost.ReadKey}:")}"),
            ("Authorization", $"Basic {Base64($"reader:{GuardedHost.ReadKey}x")}"), ("Cookie", $"sts.signin={GuardedHost.ReadKey}"), ("Cookie", "sts.signin=CfDJ8AAAA"),
        ];

        foreach (var (header, value) in tries)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/info");
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await stranger.SendAsync(request);
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "of {0}: {1}", header, value);
        }
    }

    [TestCase("key")]
    [TestCase("api_key")]
    [TestCase("access_token")]
    [TestCase("X-Api-Key")]
    public async Task Key_InTheAddress_OpensNothingAndIsNotLogged(string parameter)
    {
        using var client = Client();

        using var answer = await client.GetAsync($"/api/info?{parameter}={GuardedHost.OperateKey}");
        using var hub = await client.PostAsync($"/_blazor/negotiate?{parameter}={GuardedHost.OperateKey}", null);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        hub.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        _guarded.Host.Output.Should().NotContain(GuardedHost.OperateKey).And.NotContain(GuardedHost.ReadKey);
    }

    /// <summary>A client at an address of its own, so that what others have tried does not count against it.</summary>
    private HttpClient Client(string? key = null, Uri? host = null)
    {
        var client = _guarded.Client(key, host?.ToString());
        client.DefaultRequestHeaders.Add("X-Forwarded-For", NewAddress());
        return client;
    }

    private string NewAddress() => $"10.0.0.{Interlocked.Increment(ref _address)}";

    private Task<string> RawAsync(string line, params IEnumerable<string> headers) => RawRequest.SendAsync(
        Api, string.Join("\r\n", [line, $"Host: {Name}", "Connection: close", $"X-Forwarded-For: {NewAddress()}", .. headers, "", ""]));

    private static string PathOf(RouteEndpoint endpoint) =>
        Parameter().Replace(endpoint.RoutePattern.RawText!, parameter => parameter.Value.Contains(":guid", StringComparison.Ordinal) ? $"{Guid.Empty}" : "1");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, Uri url)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
