using System.Net;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>Refuses to serve others than this machine before it is clear who may do what, and that nobody reads along.</summary>
internal sealed class HttpAccessValidator(IOptions<SchemaRegistryOptions> registry) : IValidateOptions<HttpOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        var failures = FindProblems(options, registry.Value).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> FindProblems(HttpOptions options, SchemaRegistryOptions registry)
    {
        if (!IPAddress.TryParse(options.Address, out _))
        {
            yield return "Http:Address must be an IP address, such as 127.0.0.1 or 0.0.0.0.";
        }

        var key = HttpOptions.IsLoopback(options.Address) ? "SchemaRegistry:Embedded:Address" : "Http:Address";
        var address = HttpOptions.IsLoopback(options.Address) && registry.IsEmbedded ? registry.Embedded.Address : options.Address;
        if (IPAddress.TryParse(address, out _) && !HttpOptions.IsLoopback(address))
        {
            if (options.IsOpen)
            {
                yield return $"{key} is {address}, so others can reach the host, and nothing says who may. Set Http:Keys:<name>:KeyFile and :Role for each of them "
                    + "(or Http:Oidc:Authority), or 127.0.0.1 as the address.";
            }

            if (!options.Tls.IsUsed && !options.AllowPlainHttp)
            {
                yield return $"{key} is {address}, and keys would go over the network unencrypted. Set Http:Tls:CertificateFile, or Http:AllowPlainHttp=true if something in front of the host does TLS.";
            }
        }

        foreach (var proxy in options.TrustedProxyNetworks.Where(proxy => TrustedProxies.Parse(proxy) is null))
        {
            yield return $"Http:TrustedProxies has '{proxy}', which is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/8.";
        }

        foreach (var problem in options.Keys.SelectMany(entry => FindProblems(entry.Key, entry.Value)).Concat(FindProblems(options.Oidc)).Concat(FindProblems(options.Tls)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> FindProblems(string name, KeyOptions key)
    {
        var ways = new[] { key.Key, key.KeyFile, key.KeyHash }.Count(way => !string.IsNullOrEmpty(way));
        if (ways != 1)
        {
            yield return $"Http:Keys:{name} must have one of Key, KeyFile and KeyHash{(ways == 0 ? "" : ", and not several")}.";
        }
        else if (ApiKeys.TryHash(key, out _, out var problem) is false)
        {
            yield return $"Http:Keys:{name}:{problem}";
        }
    }

    private static IEnumerable<string> FindProblems(OidcOptions oidc)
    {
        if (oidc.IsUsed && !(Uri.TryCreate(oidc.Authority, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
        {
            yield return "Http:Oidc:Authority must be an https address, such as https://login.example.org/realms/home.";
        }
    }

    private static IEnumerable<string> FindProblems(TlsOptions tls)
    {
        if (tls.IsUsed && ServerCertificate.TryLoad(tls, out _) is { } problem)
        {
            yield return problem;
        }
    }
}
