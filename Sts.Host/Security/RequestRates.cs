using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>Gives each caller its share of requests: by key, or by address where none was shown. People at this machine are not counted.</summary>
internal sealed class RequestRates(IOptions<HttpOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    private const string Unlimited = "";

    public void Configure(RateLimiterOptions limiter)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
        limiter.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            await Refusal.WriteAsync(
                rejected.HttpContext, StatusCodes.Status429TooManyRequests,
                $"More than {options.Value.Limits.RequestsPerSecond} requests a second (Http:Limits:RequestsPerSecond). Wait a second.");
        };
    }

    private RateLimitPartition<string> Partition(HttpContext context)
    {
        var perSecond = options.Value.Limits.RequestsPerSecond;
        if (perSecond == 0 || options.Value.IsOpen)
        {
            return RateLimitPartition.GetNoLimiter(Unlimited);
        }

        var caller = context.User.Identity is { IsAuthenticated: true } identity ? $"{identity.AuthenticationType} {identity.Name}" : $"{context.Connection.RemoteIpAddress}";
        return RateLimitPartition.GetTokenBucketLimiter(caller, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * perSecond,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    }
}
