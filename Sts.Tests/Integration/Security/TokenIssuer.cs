using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Sts.Tests.Integration.Security;

/// <summary>A small OpenID Connect provider: its configuration, its keys, and tokens that it or somebody else has signed.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);

    private TokenIssuer(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<TokenIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TokenIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = issuer.Url,
            ["jwks_uri"] = $"{issuer.Url}/keys",
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        });
        issuer._app.MapGet("/keys", () =>
        {
            var key = issuer._key.ExportParameters(includePrivateParameters: false);
            return new { keys = new[] { new { kty = "RSA", kid = "1", use = "sig", alg = "RS256", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } };
        });
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>A token.</summary>
    /// <param name="roles">What stands in its claim of roles.</param>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="lifetime">How long it may be used; it has ended when negative.</param>
    /// <param name="key">Who signs it, if not this issuer.</param>
    public string Token(string roles, string audience = "sts-test", TimeSpan? lifetime = null, RSA? key = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var header = Encode(new { alg = "RS256", kid = "1", typ = "at+jwt" });
        var claims = Encode(new
        {
            iss = Url,
            aud = audience,
            sub = "somebody",
            roles,
            nbf = now.AddHours(-1).ToUnixTimeSeconds(),
            exp = now.Add(lifetime ?? TimeSpan.FromMinutes(5)).ToUnixTimeSeconds(),
        });
        var signature = (key ?? _key).SignData(System.Text.Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64UrlEncoder.Encode(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Encode(object part) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(part));
}
