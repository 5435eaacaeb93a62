using System.Net;
using System.Text.RegularExpressions;

namespace Sts.Tests.Integration.WebConsole;

[Category("Integration")]
public sealed partial class ConsoleFilesTests
{
    private static HttpClient Http => ConsoleHost.Host.Http;

    [Test]
    public async Task Page_FromAnyFolder_FindsEveryFileThatItNames()
    {
        var page = await Http.GetStringAsync("/");

        var files = FileReference().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups["path"].Value)).ToArray();
        files.Should().HaveCountGreaterThan(4).And.Contain(path => path.Contains("blazor.web.js"));
        foreach (var path in files)
        {
            using var answer = await Http.GetAsync(path);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
            answer.Headers.CacheControl!.MaxAge.Should().BeGreaterThan(TimeSpan.FromDays(100), "the path of {0} changes with its content", path);
        }
    }

    [Test]
    public async Task Page_OfAPathThatIsNotThere_IsNotFound()
    {
        using var answer = await Http.GetAsync("/console/none.css");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [TestCase("text/html, */*; q=0.8", "/nonsense", "text/html")]
    [TestCase("text/html, */*; q=0.8", "/sessions/first", "text/html")]
    [TestCase("text/html, */*; q=0.8", "/api/nonsense", "application/problem+json")]
    [TestCase("*/*", "/nonsense", "application/problem+json")]
    public async Task Address_OfNothing_IsNotFoundInTheWayThatFitsWhoAsks(string accept, string path, string answered)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);

        using var answer = await Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(answered);
    }

    [Test]
    public async Task Page_OnThePortOfTheSchemaRegistry_IsNotServed()
    {
        var registry = (await ConsoleHost.Host.GetAsync("/api/info")).GetProperty("schemaRegistryUrl").GetString();

        using var root = await Http.GetAsync($"{registry}/");
        using var script = await Http.GetAsync($"{registry}/console/theme.js");

        (await root.Content.ReadAsStringAsync()).Should().NotContain("<html");
        script.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [GeneratedRegex("(?:href|src)=\"(?<path>/console/[^\"]+)\"")]
    private static partial Regex FileReference();
}
