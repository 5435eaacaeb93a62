using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>
/// Keeps web pages of others out that run in a browser at this machine: one that gives a name of its own this machine's address (DNS rebinding), and
/// one that sends requests across sites (CSRF), which is told by the headers that browsers set and pages can't. Source: W3C, "Fetch Metadata Request
/// Headers"; OWASP, "Cross-Site Request Forgery Prevention Cheat Sheet".
/// </summary>
internal sealed class RequestOrigin(RequestDelegate next, IOptions<HttpOptions> options)
{
    private const string FetchSite = "Sec-Fetch-Site";
    private const string FetchMode = "Sec-Fetch-Mode";
    private const string FetchDestination = "Sec-Fetch-Dest";

    private readonly HashSet<string> _hosts = new(options.Value.AllowedHostNames, StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsAllowed(context.Request.Host.Host))
        {
            return Refusal.WriteAsync(
                context, StatusCodes.Status421MisdirectedRequest,
                "The host is asked for by a name that is not its own. If it is, add it to Http:AllowedHosts.");
        }

        return ComesFromElsewhere(context)
            ? Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, "A web page of another site has sent this; only the host's own pages may.")
            : next(context);
    }

    private bool IsAllowed(string host) =>
        _hosts.Contains(host)
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || HttpOptions.IsLoopback(host.Trim('[', ']'))
        || (!options.Value.IsOpen && _hosts.Count == 0);

    private static bool ComesFromElsewhere(HttpContext context)
    {
        var request = context.Request;
        var reads = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !context.WebSockets.IsWebSocketRequest && !IsUpgrade(request);
        if (request.Headers.TryGetValue(FetchSite, out var site))
        {
            return site.ToString() is not ("same-origin" or "none") && !(reads && FollowsLink(request));
        }

        if (reads)
        {
            return false;
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    // A link to a page of ours is followed from anywhere. Another site's page could not read what else it asks for, but measure how long a search takes.
    private static bool FollowsLink(HttpRequest request) => request.Headers[FetchMode] == "navigate" && request.Headers[FetchDestination] == "document";

    private static bool IsUpgrade(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.Upgrade) || HttpMethods.IsConnect(request.Method);
}
