using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Host.Hosting;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Security;

/// <summary>What web pages and signed-in browsers could be used for.</summary>
public sealed partial class BreakInTests
{
    private const string Markup = "<img src=x onerror=alert(1)><script>alert(1)</script>";

    [TestCase("evil.example")]
    [TestCase("sts.test.evil.example")]
    [TestCase("sts.test.")]
    [TestCase("sts.test@evil.example")]
    [TestCase("evil.example#sts.test")]
    [TestCase("0.0.0.0")]
    [TestCase("169.254.169.254")]
    [TestCase("")]
    public async Task Name_ThatIsNotTheHosts_IsRefused(string name)
    {
        foreach (var host in new[] { Api, _registry })
        {
            var answer = await RawRequest.SendAsync(
                host, $"GET / HTTP/1.1\r\nHost: {name}\r\nX-Forwarded-Host: {Name}\r\nForwarded: host={Name}\r\nX-Api-Key: {GuardedHost.ReadKey}\r\nConnection: close\r\n\r\n");
            answer.Should().MatchRegex("^HTTP/1.1 (421|400) ");
        }
    }

    [TestCase("GET / HTTP/1.0\r\n")]
    [TestCase("GET / HTTP/1.1\r\n")]
    [TestCase("GET http://evil.example/ HTTP/1.1\r\nHost: sts.test\r\n")]
    [TestCase("GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: sts.test\r\nHost: evil.example\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: evil.example\r\nHost: sts.test\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: evil.example, sts.test\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost : sts.test\r\n")]
    public async Task Name_ThatIsMissingOrAmbiguous_IsRefused(string request)
    {
        var answer = await RawRequest.SendAsync(Api, $"{request}X-Api-Key: {GuardedHost.ReadKey}\r\nConnection: close\r\n\r\n");

        answer.Should().MatchRegex("^HTTP/1.[01] (421|400) ");
    }

    [TestCase("sts.test")]
    [TestCase("STS.TEST:8080")]
    [TestCase("localhost")]
    public async Task Name_OfTheHost_IsAnswered(string name)
    {
        var answer = await RawRequest.SendAsync(Api, $"GET /api/info HTTP/1.1\r\nHost: {name}\r\nX-Api-Key: {GuardedHost.ReadKey}\r\nConnection: close\r\n\r\n");

        answer.Should().StartWith("HTTP/1.1 200 ");
    }

    [Test]
    public async Task Browser_ThatIsSignedIn_IsOfNoUseToPagesOfOtherSites()
    {
        var cookie = await SignInAsync(GuardedHost.OperateKey);
        string[] socket = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

        (await StatusOfAsync("GET", "/_blazor", [.. socket, "Origin: https://evil.example"])).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync("POST", "/_blazor/negotiate", ["Origin: https://evil.example"])).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync("POST", "/logout", ["Origin: null"])).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync("DELETE", "/api/users/alice", ["Sec-Fetch-Site: same-site"])).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync("GET", "/api/sessions?search=secret", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"]))
            .Should().Be(HttpStatusCode.Forbidden, "how long it takes tells what was said");
        (await StatusOfAsync("GET", "/", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"])).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync("GET", "/", ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"])).Should().Be(HttpStatusCode.OK, "it is a link");

        async Task<HttpStatusCode> StatusOfAsync(string method, string path, string[] headers)
        {
            var answer = await RawAsync($"{method} {path} HTTP/1.1", [.. headers, $"Cookie: {cookie}", "Content-Length: 0"]);
            return (HttpStatusCode)int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [TestCase("/\u0085/elsewhere")]
    [TestCase("/\u00fc")]
    [TestCase("/\t/elsewhere.example")]
    [TestCase("/ok\r\nSet-Cookie: a=b")]
    [TestCase("javascript:alert(1)")]
    [TestCase("\\\\elsewhere.example")]
    [TestCase("@elsewhere.example")]
    public async Task SignIn_ThatShallLeadToWhatIsNoPage_LeadsHome(string returnUrl)
    {
        using var browser = new Browser(Api);

        using var page = await browser.GetAsync($"/login?returnUrl={Uri.EscapeDataString($"\"><script>alert(1)</script>{returnUrl}")}");
        using var answer = await browser.SignInAsync(GuardedHost.ReadKey, returnUrl);

        (await page.Content.ReadAsStringAsync()).Should().NotContain("<script>");
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().Be("/");
    }

    [Test]
    public async Task Cookies_OfASignInOverTls_AreForTlsAndTheHostOnly()
    {
        using var browser = new Browser(Api);
        browser.PassThrough("https");

        using var page = await browser.GetAsync("/login");
        using var signedIn = await browser.SignInAsync(GuardedHost.ReadKey, "/");

        foreach (var cookie in page.Headers.GetValues("Set-Cookie").Concat(signedIn.Headers.GetValues("Set-Cookie")).Select(cookie => cookie.ToUpperInvariant()))
        {
            cookie.Should().Contain("; SECURE").And.Contain("; HTTPONLY").And.Contain("; SAMESITE=STRICT").And.NotContain("DOMAIN=");
        }
    }

    [Test]
    public async Task Cookie_ThatIsForgedOrOfAnotherHost_OpensNothing()
    {
        using var folder = new TemporaryFolder();
        await using var other = StsApplication.Build([$"--Data:Directory={folder.Path}", $"--Http:Keys:boss:Key={GuardedHost.OperateKey}"]);
        var format = other.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat;
        var everything = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.Name, "boss"), new(ClaimTypes.Role, "Operate"), new(ClaimTypes.Role, "Read"), new("key", GuardedHost.HashOf(GuardedHost.OperateKey)[..16])], "Cookies"));
        var foreign = format.Protect(new AuthenticationTicket(everything, CookieAuthenticationDefaults.AuthenticationScheme));
        var own = await SignInAsync(GuardedHost.OperateKey);

        (await GetWithCookieAsync(Api, own)).Should().Be(HttpStatusCode.OK);
        (await GetWithCookieAsync(Api, $"sts.signin={foreign}")).Should().Be(HttpStatusCode.Unauthorized);
        (await GetWithCookieAsync(Api, $"{own[..^5]}AAAAA")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Cookie_OfAKeyThatWasTakenAwayOrMayDoLess_IsWorthAsMuch()
    {
        var (boss, reader) = (await SignInAsync(GuardedHost.OperateKey), await SignInAsync(GuardedHost.ReadKey));
        using var folder = new TemporaryFolder();
        var secrets = Directory.CreateDirectory(Path.Combine(folder.Path, "data", "keys")).FullName;
        foreach (var file in Directory.EnumerateFiles(_guarded.SignInSecrets))
        {
            File.Copy(file, Path.Combine(secrets, Path.GetFileName(file)));
        }

        await using var restarted = await HostProcess.ListenAsync(folder.Path, [$"--Http:Keys:boss:Key={GuardedHost.OperateKey}", "--Http:Keys:boss:Role=Read", "--Speech:Provider=None"]);
        var host = restarted.Http.BaseAddress!;

        (await GetWithCookieAsync(host, boss)).Should().Be(HttpStatusCode.OK);
        (await GetWithCookieAsync(host, reader)).Should().Be(HttpStatusCode.Unauthorized);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, "/api/transcriptions")) { Content = JsonContent.Create(new { user = "alice", text = "hello" }) };
        request.Headers.Add("Cookie", boss);
        using var said = await restarted.Http.SendAsync(request);
        said.StatusCode.Should().Be(HttpStatusCode.Forbidden, "the key may only read by now");
    }

    [TestCase("/sessions?search=")]
    [TestCase("/dead-letters/")]
    [TestCase("/not/there/")]
    [TestCase("/not/there?")]
    [TestCase("/api/processors/x/")]
    public async Task Page_WithMarkupInItsAddress_HoldsItAsText(string address)
    {
        var cookie = await SignInAsync(GuardedHost.ReadKey);

        var answer = await RawAsync($"GET {address}{Uri.EscapeDataString(Markup)} HTTP/1.1", "Accept: text/html", $"Cookie: {cookie}");

        answer.Should().MatchRegex("^HTTP/1.1 (200|404) ").And.NotContain("<script>alert").And.NotContain("<img src");
    }

    private async Task<string> SignInAsync(string key)
    {
        using var browser = new Browser(Api);
        using var signedIn = await browser.SignInAsync(key, "/");
        return signedIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("sts.signin", StringComparison.Ordinal)).Split(';')[0];
    }

    private static async Task<HttpStatusCode> GetWithCookieAsync(Uri host, string cookie)
    {
        using var client = new HttpClient { BaseAddress = host, DefaultRequestHeaders = { { "Cookie", cookie } } };
        using var answer = await client.GetAsync("/api/info");
        return answer.StatusCode;
    }
}
