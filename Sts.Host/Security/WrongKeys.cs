using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>Counts the keys that are none, by the address that they came from, so that nobody tries many.</summary>
internal sealed class WrongKeys(IOptions<HttpOptions> options) : IAsyncDisposable
{
    /// <summary>How long an address that has tried too often has to wait at most.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
        RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress ?? IPAddress.None, _ => new FixedWindowRateLimiterOptions
        {
            Window = Window,
            PermitLimit = options.Value.Limits.WrongKeysPerMinute,
        }));

    /// <summary>Whether no key of this address is looked at any more for a while, be it right or wrong.</summary>
    public bool AreTooMany(HttpContext context) => _limiter.GetStatistics(context) is { CurrentAvailablePermits: 0 };

    /// <summary>One more.</summary>
    public void Count(HttpContext context) => _limiter.AttemptAcquire(context).Dispose();

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
