using System.Net;
using System.Text;

namespace Sts.Tests.Integration.Api;

/// <summary>A host without keys serves whoever is at the machine, and no web page that is open in their browser.</summary>
[Category("Integration")]
public sealed class ForeignPageTests
{
    private const string Utterance = """{"user": "alice", "text": "hello"}""";

    [TestCase("evil.example")]
    [TestCase("evil.example:8080")]
    [TestCase("127.0.0.1.evil.example")]
    [TestCase("192.168.1.1")]
    public async Task Request_ByAForeignName_IsRefused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/transcriptions") { Headers = { Host = host } };

        using var answer = await ApiHost.Host.Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.MisdirectedRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("Http:AllowedHosts");
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST:80")]
    [TestCase("127.0.0.1")]
    [TestCase("[::1]:8080")]
    public async Task Request_ByALoopbackName_IsAnswered(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/transcriptions") { Headers = { Host = host } };

        (await ApiHost.Host.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    [TestCase("Origin", "http://127.0.0.1:1")]
    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    public async Task Post_FromAPageOfAnotherSite_IsRefused(string header, string value)
    {
        var user = ApiHost.NewUser();
        using var request = Post("application/json", user);
        request.Headers.Add(header, value);

        (await ApiHost.Host.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    // How long a search takes tells what was said, also to a page that can't read the answer.
    [TestCase("no-cors", "image", HttpStatusCode.Forbidden)]
    [TestCase("cors", "empty", HttpStatusCode.Forbidden)]
    [TestCase("navigate", "iframe", HttpStatusCode.Forbidden)]
    [TestCase("navigate", "document", HttpStatusCode.OK)]
    public async Task Get_FromAPageOfAnotherSite_IsAnsweredOnlyIfItIsALink(string mode, string destination, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/sessions?search=secret");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", mode);
        request.Headers.Add("Sec-Fetch-Dest", destination);

        (await ApiHost.Host.Http.SendAsync(request)).StatusCode.Should().Be(expected);
    }

    [Test]
    public async Task Post_FromAPageOfTheHost_IsTaken()
    {
        using var request = Post("application/json", ApiHost.NewUser());
        request.Headers.Add("Origin", ApiHost.Host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

        (await ApiHost.Host.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    // What a page may send across sites without asking first: https://fetch.spec.whatwg.org/#cors-safelisted-request-header
    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data")]
    public async Task Post_OfAKindThatFormsSend_IsRefused(string contentType)
    {
        using var request = Post(contentType, ApiHost.NewUser());

        (await ApiHost.Host.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Test]
    public async Task WebSocket_FromAPageOfAnotherSite_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/")
        {
            Headers = { Connection = { "Upgrade" }, Upgrade = { new("websocket") } },
        };
        request.Headers.Add("Origin", "https://evil.example");

        (await ApiHost.Host.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Answer_ToAForeignOrigin_CanNotBeReadByIt()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/transcriptions");
        request.Headers.Add("Origin", "https://evil.example");

        using var answer = await ApiHost.Host.Http.SendAsync(request);

        answer.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").Should().Equal("same-origin");
    }

    private static HttpRequestMessage Post(string contentType, string user) => new(HttpMethod.Post, "/api/transcriptions")
    {
        Content = new StringContent(Utterance.Replace("alice", user, StringComparison.Ordinal), Encoding.UTF8, contentType),
    };
}
