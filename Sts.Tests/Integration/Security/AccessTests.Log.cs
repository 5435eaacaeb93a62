using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Sts.Tests.Integration.Api;

namespace Sts.Tests.Integration.Security;

/// <summary>What the log says of those who were refused, and what they can't make it say.</summary>
public sealed partial class AccessTests
{
    private const string Forged = "12:00:00.000 INF boss was let in";

    [Test]
    public async Task Log_OfWhoeverChoosesNames_HasNoLineOfTheirMaking()
    {
        var mark = $"{Guid.NewGuid():N}";
        using HttpClient boss = ClientAt("10.0.0.1", GuardedHost.OperateKey), stranger = ClientAt("10.0.0.2", null);

        using var said = await boss.PostAsJsonAsync("/api/transcriptions", new { user = $"mallory{mark}\r\n{Forged}\u2028{Forged}\u001b[2J", text = "hello" });
        said.StatusCode.Should().Be(HttpStatusCode.Accepted);
        using var refused = await stranger.GetAsync($"/{mark}%0d%0a{Uri.EscapeDataString(Forged)}");
        refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        await WaitFor.ConditionAsync(() => Regex.Count(_guarded.Host.Output, mark) >= 2, ApiHost.Deadline, "both names to be logged");
        _guarded.Host.Output.Should().Contain(Forged).And.NotMatchRegex($@"[\r\n\u2028]\s*{Regex.Escape(Forged)}").And.NotContain("\u001b");
    }

    [Test]
    public async Task Refusal_IsLoggedWithWhoAndWhyButNotTooOftenAndWithoutKeys()
    {
        using HttpClient stranger = ClientAt("10.0.0.3", "a-guess-that-is-long-enough"), reader = ClientAt("10.0.0.4", GuardedHost.ReadKey);

        using var guessed = await stranger.GetAsync("/api/info?secret=m4rk3d");
        using var forbidden = await reader.DeleteAsync("/api/users/alice-m4rk3d?secret=m4rk3d");
        for (var i = 0; i < 50; i++)
        {
            using var again = await stranger.GetAsync("/some/page/of/m4rk3d");
        }

        await WaitFor.ConditionAsync(() => Regex.Count(_guarded.Host.Output, "10.0.0.3 was refused") >= 10, ApiHost.Deadline, "the refusals to be logged");
        _guarded.Host.Output.Should()
            .Contain($"Somebody at 10.0.0.3 was refused GET /api/info of {_guarded.Host.Http.BaseAddress!.Authority} with 401: The key is none of this host's.")
            .And.Contain("was refused GET /some/page/…")
            .And.Contain("reader at 10.0.0.4 was refused DELETE /api/users/{user} of")
            .And.NotContain("m4rk3d").And.NotContain("a-guess");
        Regex.Count(_guarded.Host.Output, "10.0.0.3 was refused").Should().BeLessThan(25, "50 requests were refused");
    }

    // Behind the proxy that the host trusts, everybody has an address of their own, and so a share of the log's lines.
    private HttpClient ClientAt(string address, string? key)
    {
        var client = _guarded.Client(key);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }
}
