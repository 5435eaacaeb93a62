using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Sts.Tests.Integration.Security;

/// <summary>What a caller with every right could send to break the host.</summary>
public sealed partial class BreakInTests
{
    private const string Json = "application/json";

    private static IEnumerable<TestCaseData> Hostile()
    {
        yield return Try("POST", "/api/transcriptions", "null");
        yield return Try("POST", "/api/transcriptions", "[]");
        yield return Try("POST", "/api/transcriptions", """{"user": {}, "text": "hello"}""");
        yield return Try("POST", "/api/transcriptions", """{"user": "alice\ud800", "text": "hello"}""");
        yield return Try("POST", "/api/transcriptions", """{"user": "alice", "text": "hello\u0000"}""");
        yield return Try("POST", "/api/transcriptions", "{\"user\": \"\xff\xfe\", \"text\": \"\xc0\x80\"}");
        yield return Try("POST", "/api/transcriptions", $$"""{"user": "alice", "text": {{Deep(100_000)}}}""");
        yield return Try("POST", "/api/transcriptions", $$"""{"user": "alice", "text": "hello", "timestamp": "{{new string('9', 100_000)}}"}""");
        yield return Try("POST", "/api/transcriptions?timestamp=1", $$"""{"user": "{{new string('a', 100_000)}}", "text": "hello"}""");
        yield return Try("POST", "/api/transcriptions", "<user>alice</user>", "application/xml");
        yield return Try("POST", "/api/dead-letters/transcriptions.all/replay", $$"""{"positions": [{{string.Join(',', Enumerable.Range(0, 100_000).Select(offset => $"\"0:{offset}\""))}}]}""");
        yield return Try("POST", "/api/dead-letters/transcriptions.all/replay", """{"positions": [null, "99999999999:0", "-1:-1"]}""");
        yield return Try("POST", "/api/dead-letters/..%2f..%2fx/replay", """{"all": true}""");
        yield return Try("GET", $"/api/dead-letters/{new string('x', 5_000)}");
        yield return Try("GET", "/api/dead-letters/%3Cscript%3E/0:0");
        yield return Try("GET", "/api/dead-letters/x%0d%0a/999999999999999999999:0");
        yield return Try("GET", "/api/sessions?limit=99999999999999999999");
        yield return Try("GET", "/api/sessions/99999999999999999999");
        yield return Try("GET", "/api/sessions?user=%00&search=%00%25%27%3B--");
        yield return Try("GET", $"/api/sessions?search={new string('%', 1)}25{string.Concat(Enumerable.Repeat("_%25", 1_000))}");
        yield return Try("GET", "/api/actions/-9223372036854775808/audio");
        yield return Try("POST", "/api/processors/..%2f%00/pause");
        yield return Try("DELETE", "/api/users/%ff%fe?dryRun=true");
        yield return Try("POST", "/api/audio?user=alice", "RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff", "audio/wav");
        yield return Try("POST", "/api/audio?user=alice", $"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0{new string('\0', 16)}data\0\0\0\0", "audio/wav");
        yield return Try("POST", "/login", $"key={new string('a', 100_000)}", "application/x-www-form-urlencoded");
        yield return Try("POST", "/login", "--x", "multipart/form-data; boundary=x");
        yield return Try("POST", "/_blazor/negotiate?negotiateVersion=99999999999", "");
        yield return Try("POST", "/_blazor/disconnect", "circuitId=x", "application/x-www-form-urlencoded");
    }

    private static IEnumerable<TestCaseData> HostileSchemas()
    {
        yield return Try("POST", "/subjects/x-value/versions", Deep(100_000));
        yield return Try("POST", "/subjects/x-value/versions", $$"""{"schema": "{{Deep(10_000).Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""");
        yield return Try("POST", "/subjects/x-value/versions", """{"schema": "{\"type\": \"record\", \"name\": \"R\", \"fields\": null}"}""");
        yield return Try("POST", "/subjects/x-value/versions", """{"schema": "{\"type\": \"fixed\", \"name\": \"F\", \"size\": -1}"}""");
        yield return Try("POST", "/subjects/x-value/versions", """{"schema": 1, "references": "x", "id": "y"}""");
        yield return Try("PUT", "/config/x%0d%0ay", """{"compatibility": "<script>"}""");
        yield return Try("GET", "/subjects/..%2f..%2fx/versions/99999999999999999999");
        yield return Try("GET", "/schemas/ids/99999999999999999999");
        yield return Try("GET", "/subjects?offset=-1&limit=99999999999999999999&subjectPrefix=%00");
        yield return Try("GET", "/login");
        yield return Try("GET", "/api/info");
        yield return Try("GET", "/_blazor");
    }

    [TestCaseSource(nameof(Hostile))]
    public Task Request_OfAnyContent_IsRefusedInWords(string method, string path, string body, string contentType) => RefuseAsync(Api, method, path, body, contentType);

    [TestCaseSource(nameof(HostileSchemas))]
    public Task Request_OfAnyContentToTheRegistry_IsRefusedInWords(string method, string path, string body, string contentType) => RefuseAsync(_registry, method, path, body, contentType);

    [Test]
    public async Task Registry_WithTypesThatLeadThroughThousandsOfOthers_RefusesAndLives()
    {
        const int Types = 20_000;
        static string Type(int number) => $$"""{"type":"record","name":"T{{number}}","fields":[{"name":"f","type":"{{(number == 0 ? "int" : $"T{number - 1}")}}"}]}""";
        var chain = $"[{string.Join(',', Enumerable.Range(0, Types).Select(Type))}]";
        using var boss = Client(GuardedHost.OperateKey, _registry);
        using var registered = await boss.PostAsJsonAsync("/subjects/chain-value/versions", new { schema = chain });

        // To put the types in where they are used, one goes down from the last to the first; so does one to compare them.
        using var inlined = await boss.PostAsJsonAsync(
            "/subjects/chain-value", new { schema = $"\"T{Types - 1}\"", references = new[] { new { name = "chain", subject = "chain-value", version = 1 } } });
        string Using(string field) => $$"""{"type":"record","name":"R","fields":[{"name":{{field}},"default":null},{"name":"last","type":"T{{Types - 1}}"}]}""";
        using var first = await boss.PostAsJsonAsync("/subjects/deep-value/versions", new { schema = Using($"\"a\",\"type\":[\"null\",{chain[1..]}") });
        using var second = await boss.PostAsJsonAsync("/subjects/deep-value/versions", new { schema = Using($"\"b\",\"type\":[\"null\",{chain[1..]}") });

        foreach (var answer in new[] { registered, inlined, first, second })
        {
            ((int)answer.StatusCode).Should().BeLessThan(500, await answer.Content.ReadAsStringAsync());
        }

        (await _guarded.Host.IsReadyAsync()).Should().BeTrue();
    }

    [Test]
    public async Task Request_ThatIsTooLarge_IsRefused()
    {
        using var boss = Client(GuardedHost.OperateKey);
        using var header = new HttpRequestMessage(HttpMethod.Get, "/api/info") { Headers = { { "X-Long", new string('a', 64 << 10) } } };
        using var headers = new HttpRequestMessage(HttpMethod.Get, "/api/info");
        for (var i = 0; i < 200; i++)
        {
            headers.Headers.Add($"X-Many-{i}", "a");
        }

        (await boss.SendAsync(header)).StatusCode.Should().Be(HttpStatusCode.RequestHeaderFieldsTooLarge);
        (await boss.SendAsync(headers)).StatusCode.Should().Be(HttpStatusCode.RequestHeaderFieldsTooLarge);
        (await boss.GetAsync($"/api/info?{new string('a', 16 << 10)}")).StatusCode.Should().Be(HttpStatusCode.RequestUriTooLong);
        // It may be cut off before its sender hears why.
        var answer = await RawRequest.SendAsync(Api, $"POST /api/transcriptions HTTP/1.1\r\nHost: {Name}\r\nX-Api-Key: {GuardedHost.OperateKey}\r\nContent-Type: {Json}\r\nContent-Length: 99999999999\r\n\r\n");
        answer.Should().StartWith("HTTP/1.1 413 ").And.Contain("Http:Limits:BodyBytes");
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task Body_ThatIsSmallOnlyWhilePacked_IsNotUnpacked(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding switch { "gzip" => new GZipStream(packed, CompressionLevel.Fastest, true), "br" => new BrotliStream(packed, CompressionLevel.Fastest, true), _ => new ZLibStream(packed, CompressionLevel.Fastest, true) })
        {
            await packer.WriteAsync(new byte[64 << 20]);
        }

        using var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue(Json), ContentEncoding = { encoding } } };
        using var boss = Client(GuardedHost.OperateKey);

        using var answer = await boss.PostAsync("/api/transcriptions", content);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Request_WhoseBodyDoesNotCome_IsCutOff() => (await _slow).Should().MatchRegex("^(HTTP/1.1 408 |.*cut off)");

    private async Task RefuseAsync(Uri host, string method, string path, string body, string contentType)
    {
        using var boss = Client(GuardedHost.OperateKey, host);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var answer = await boss.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).Should().BeLessThan(500, text).And.NotBe((int)HttpStatusCode.Accepted);
        text.Should().NotContain("   at ").And.NotContain("Exception").And.NotContain("System.").And.NotContain(".cs:");
    }

    private static TestCaseData Try(string method, string path, string body = "", string contentType = Json) =>
        new TestCaseData(method, path, body, contentType).SetArgDisplayNames(method, path.Length > 60 ? path[..60] : path, body.Length > 60 ? body[..60] : body);

    private static string Deep(int levels) => $"{new string('[', levels)}{new string(']', levels)}";
}
