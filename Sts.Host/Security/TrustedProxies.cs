using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>
/// Believes the proxies of <see cref="HttpOptions.TrustedProxies"/>, and nobody else, whom they ask for and whether that was encrypted (the headers
/// <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>), so that limits count callers and not the proxy, and sign-ins are for TLS only.
/// </summary>
internal sealed class TrustedProxies(IOptions<HttpOptions> http) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in http.Value.TrustedProxyNetworks)
        {
            options.KnownIPNetworks.Add(Parse(network)!.Value);
        }

        if (options.KnownIPNetworks.Count == 0)
        {
            // No known proxy would mean that everybody is one.
            options.ForwardedHeaders = ForwardedHeaders.None;
        }
    }

    /// <summary>An address, or a network such as <c>10.0.0.0/8</c>; null when it is neither.</summary>
    public static System.Net.IPNetwork? Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : System.Net.IPNetwork.TryParse(text, out var network) ? network
        : null;
}
