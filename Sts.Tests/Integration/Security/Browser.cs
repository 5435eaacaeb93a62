using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Sts.Tests.Integration.Security;

/// <summary>What a browser sends by itself: cookies, and that it would like a page.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;

    public Browser(Uri host)
    {
        _client = new HttpClient(new CookieJar(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })) { BaseAddress = host };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
    }

    /// <summary>Reaches the host through a proxy that speaks another scheme to the browser.</summary>
    public void PassThrough(string scheme) => _client.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    /// <summary>Sends something from a page of the host's own, unless an origin is given.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string body, string contentType = "application/json", string fetchSite = "same-origin")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        request.Headers.Add("Sec-Fetch-Site", fetchSite);
        return _client.SendAsync(request);
    }

    /// <summary>Fills the form in and sends it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string key, string returnUrl)
    {
        var page = await _client.GetStringAsync("/login");
        var form = HiddenField().Matches(page).ToDictionary(field => field.Groups["name"].Value, field => System.Net.WebUtility.HtmlDecode(field.Groups["value"].Value));
        form["key"] = key;
        form["returnUrl"] = returnUrl;
        return await _client.PostAsync("/login", new FormUrlEncodedContent(form));
    }

    public void Dispose() => _client.Dispose();

    // A client of .NET does not know that it reaches the host through TLS, and would keep cookies that are for TLS to itself.
    private sealed class CookieJar(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly Dictionary<string, string> _cookies = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                var (name, value) = cookie.Split(';')[0].Split('=', 2) is [var first, var second] ? (first, second) : (cookie, "");
                _cookies[name] = value;
            }

            return answer;
        }
    }

    [GeneratedRegex("type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex HiddenField();
}
