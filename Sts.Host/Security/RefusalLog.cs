using System.Net;
using System.Threading.RateLimiting;

namespace Sts.Host.Security;

/// <summary>
/// Tells who runs the host who was refused what, and why: one line for each request, and so few a minute that nobody can fill the log. No line has a key, nor
/// what stands behind the question mark.
/// </summary>
internal sealed partial class RefusalLog(ILogger<RefusalLog> logger) : IAsyncDisposable
{
    private const int LinesOfAddress = 10;
    private const int Lines = 60;
    private const int MaxLength = 200;
    private const int Segments = 2;

    private readonly PartitionedRateLimiter<HttpContext> _lines = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress ?? IPAddress.None, _ => EachMinute(LinesOfAddress))),
        PartitionedRateLimiter.Create<HttpContext, string>(_ => RateLimitPartition.GetFixedWindowLimiter("", _ => EachMinute(Lines))));

    private int _untold;

    /// <summary>Takes down that a request was refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">What it is answered with.</param>
    /// <param name="why">The reason.</param>
    public void Note(HttpContext context, int status, string why)
    {
        using var line = _lines.AttemptAcquire(context);
        if (!line.IsAcquired)
        {
            Interlocked.Increment(ref _untold);
            return;
        }

        LogRefused(
            context.User.Identity?.Name ?? "Somebody", context.Connection.RemoteIpAddress, Cut(context.Request.Method), Cut(PlaceOf(context)), Cut(context.Request.Host.Value ?? ""),
            status, Cut(why), Interlocked.Exchange(ref _untold, 0));
    }

    public ValueTask DisposeAsync() => _lines.DisposeAsync();

    private static FixedWindowRateLimiterOptions EachMinute(int lines) => new() { Window = TimeSpan.FromMinutes(1), PermitLimit = lines };

    // The end of a path may name a user.
    private static string PlaceOf(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText
            ?? (path.Split('/') is { Length: > Segments + 1 } parts ? $"{string.Join('/', parts[..(Segments + 1)])}/…" : path);
    }

    private static string Cut(string text) => text.Length <= MaxLength ? text : $"{text[..MaxLength]}…";

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Caller} at {Address} was refused {Method} {Place} of {Host} with {Status}: {Why} Untold since the last such line: {Untold}")]
    private partial void LogRefused(string caller, IPAddress? address, string method, string place, string host, int status, string why, int untold);
}
