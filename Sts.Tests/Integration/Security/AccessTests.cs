using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sts.Tests.Integration.Api;

namespace Sts.Tests.Integration.Security;

/// <summary>Tries to get in where nobody should, and with a key where one may.</summary>
[Category("Integration")]
public sealed partial class AccessTests
{
    private GuardedHost _guarded = null!;
    private string _registry = null!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _guarded = await GuardedHost.StartAsync();
        using var reader = _guarded.Client(GuardedHost.ReadKey);
        _registry = (await reader.GetFromJsonAsync<JsonElement>("/api/info")).Text("schemaRegistryUrl")!;
    }

    [OneTimeTearDown]
    public async Task EndHost() => await _guarded.DisposeAsync();

    [TestCase("/api/info")]
    [TestCase("/api/transcriptions")]
    [TestCase("/api/events")]
    [TestCase("/metrics")]
    [TestCase("/nothing/here")]
    [TestCase("/health/../api/info")]
    [TestCase("/health/live/%2e%2e/%2e%2e/api/info")]
    [TestCase("/API/INFO")]
    [TestCase("/api/info/")]
    public async Task Get_WithoutAKey_IsRefused(string path)
    {
        using var nobody = _guarded.Client(null);

        using var answer = await nobody.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("read-2f6d1c0a9b8e7f6d5c4b3a2")]
    [TestCase("READ-2F6D1C0A9B8E7F6D5C4B3A29")]
    public async Task Get_WithAKeyThatIsNone_IsRefused(string key)
    {
        using var stranger = _guarded.Client(null);
        stranger.DefaultRequestHeaders.Add("X-Api-Key", key);

        using var answer = await stranger.GetAsync("/api/info");

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).Should().NotContain(GuardedHost.ReadKey);
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task Health_WithoutAKey_Answers(string path)
    {
        using var probe = _guarded.Client(null);

        (await probe.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Reader_MayLookAndNotSay()
    {
        using var reader = _guarded.Client(GuardedHost.ReadKey);

        (await reader.GetAsync("/api/transcriptions")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await reader.GetAsync("/metrics")).StatusCode.Should().Be(HttpStatusCode.OK);
        using var said = await SayAsync(reader);
        said.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await said.Content.ReadFromJsonAsync<JsonElement>()).Text("detail").Should().Be("'reader' may not do that: POST wants the role Operate.");
        using var heard = await reader.PostAsync("/api/audio?user=alice", new ByteArrayContent([1, 2, 3]));
        heard.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Operator_MayLookAndSay()
    {
        using var boss = _guarded.Client(null);
        boss.DefaultRequestHeaders.Add("X-Api-Key", GuardedHost.OperateKey);

        (await boss.GetAsync("/api/transcriptions")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SayAsync(boss)).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    [Test]
    public async Task Registry_WantsTheSameKeysAsAPasswordAndLetsReadersLookUp()
    {
        using var client = _guarded.Client(null, _registry);
        using var refused = await client.GetAsync("/subjects");
        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().Should().StartWith("Basic");
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error_code").GetInt32().Should().Be(401);

        client.DefaultRequestHeaders.Authorization = Basic("reader", GuardedHost.ReadKey);
        (await client.GetAsync("/subjects")).StatusCode.Should().Be(HttpStatusCode.OK);
        var schema = new { schema = """{"type": "string"}""" };
        (await client.PostAsJsonAsync("/subjects/mine-value/versions", schema)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await client.DeleteAsync("/subjects/transcriptions.all-value")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await client.PostAsJsonAsync("/subjects/mine-value", schema)).StatusCode.Should().Be(HttpStatusCode.NotFound, "to look up is to read");
        (await client.PostAsJsonAsync("/compatibility/subjects/transcriptions.all-value/versions/latest", schema)).StatusCode.Should().Be(HttpStatusCode.OK);

        client.DefaultRequestHeaders.Authorization = Basic("boss", GuardedHost.OperateKey);
        (await client.PostAsJsonAsync("/subjects/mine-value/versions", schema)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Token_OfTheProvider_OpensWhatItsRolesAllow()
    {
        using var reader = _guarded.Client(_guarded.Issuer.Token("sts.read other"));
        (await reader.GetAsync("/api/info")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await SayAsync(reader)).StatusCode.Should().Be(HttpStatusCode.Forbidden);

        using var boss = _guarded.Client(_guarded.Issuer.Token("sts.operate"));
        (await SayAsync(boss)).StatusCode.Should().Be(HttpStatusCode.Accepted);

        using var guest = _guarded.Client(_guarded.Issuer.Token("guest"));
        (await guest.GetAsync("/api/info")).StatusCode.Should().Be(HttpStatusCode.Forbidden, "it is known who that is, and that they may do nothing");
    }

    [Test]
    public async Task Token_ThatIsNotForUs_IsRefused()
    {
        using var stranger = RSA.Create(2048);
        var token = _guarded.Issuer.Token("sts.operate");
        var unsigned = $"{Convert.ToBase64String(Encoding.ASCII.GetBytes("""{"alg":"none"}""")).TrimEnd('=')}.{token.Split('.')[1]}.";
        var tokens = new Dictionary<string, string>
        {
            ["for somebody else"] = _guarded.Issuer.Token("sts.operate", audience: "other"),
            ["ended"] = _guarded.Issuer.Token("sts.operate", lifetime: TimeSpan.FromMinutes(-30)),
            ["signed by somebody else"] = _guarded.Issuer.Token("sts.operate", key: stranger),
            ["not signed"] = unsigned,
            ["cut off"] = token[..^10],
        };

        foreach (var (what, wrong) in tokens)
        {
            using var client = _guarded.Client(wrong);
            (await client.GetAsync("/api/info")).StatusCode.Should().Be(HttpStatusCode.Unauthorized, what);
        }
    }

    [Test]
    public async Task Browser_WithoutASignIn_IsLedToItAndSignsInWithAKey()
    {
        using var browser = new Browser(_guarded.Host.Http.BaseAddress!);
        using var led = await browser.GetAsync("/api/info?a=b");
        led.StatusCode.Should().Be(HttpStatusCode.Redirect);
        led.Headers.Location!.ToString().Should().Be("/login?returnUrl=%2Fapi%2Finfo%3Fa%3Db");

        using var wrong = await browser.SignInAsync("no-key-at-all-but-long-enough", "/api/info");
        wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await wrong.Content.ReadAsStringAsync()).Should().Contain("That is no key of this host.");

        using var right = await browser.SignInAsync(GuardedHost.ReadKey, "/api/info");
        right.Headers.Location!.ToString().Should().Be("/api/info");
        var cookie = right.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("sts.signin", StringComparison.Ordinal)).ToUpperInvariant();
        cookie.Should().Contain("HTTPONLY").And.Contain("SAMESITE=STRICT").And.NotContain(GuardedHost.ReadKey.ToUpperInvariant());
        (await browser.GetAsync("/api/info")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.PostAsync("/api/transcriptions", """{"user": "alice", "text": "hello"}""")).StatusCode.Should().Be(HttpStatusCode.Forbidden);

        (await browser.PostAsync("/logout", "")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await browser.GetAsync("/api/info")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [TestCase("//elsewhere.example/")]
    [TestCase("/\\elsewhere.example/")]
    [TestCase("https://elsewhere.example/")]
    public async Task SignIn_ThatShallLeadElsewhere_LeadsHome(string returnUrl)
    {
        using var browser = new Browser(_guarded.Host.Http.BaseAddress!);

        using var answer = await browser.SignInAsync(GuardedHost.ReadKey, returnUrl);

        answer.Headers.Location!.ToString().Should().Be("/");
    }

    [Test]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var browser = new Browser(_guarded.Host.Http.BaseAddress!);

        using var answer = await browser.PostAsync("/login", $"key={GuardedHost.OperateKey}", "application/x-www-form-urlencoded");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Test]
    public async Task SignIn_ThroughAProxyThatDoesTls_IsForTlsOnly()
    {
        using var browser = new Browser(_guarded.Host.Http.BaseAddress!);
        browser.PassThrough("https");

        using var signedIn = await browser.SignInAsync(GuardedHost.ReadKey, "/");

        signedIn.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("sts.signin", StringComparison.Ordinal)).ToUpperInvariant().Should().Contain("SECURE");
        signedIn.Headers.Contains("Strict-Transport-Security").Should().BeTrue();
    }

    [Test]
    public async Task Console_OfAReader_OpensAndConnects()
    {
        using var browser = new Browser(_guarded.Host.Http.BaseAddress!);
        (await browser.GetAsync("/")).Headers.Location!.ToString().Should().StartWith("/login");
        (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", "")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        await browser.SignInAsync(GuardedHost.ReadKey, "/");

        (await browser.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", "")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Answer_OfAnyKind_TellsBrowsersWhatTheyMustNotDo()
    {
        using var client = _guarded.Client(GuardedHost.ReadKey);
        foreach (var path in new[] { "/api/info", "/login", "/nothing", "/health/live" })
        {
            using var answer = await client.GetAsync(path);
            var headers = answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
            headers["Content-Security-Policy"].Should().Contain("script-src 'self'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
            headers["X-Content-Type-Options"].Should().Be("nosniff");
            headers["Referrer-Policy"].Should().Be("no-referrer");
            headers["Cache-Control"].Should().Contain("no-store");
            headers.Should().NotContainKey("Server").And.NotContainKey("Access-Control-Allow-Origin");
        }
    }

    private static Task<HttpResponseMessage> SayAsync(HttpClient client) => client.PostAsJsonAsync("/api/transcriptions", new { user = "alice", text = "hello" });

    private static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
}
