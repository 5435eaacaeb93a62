using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>Takes access tokens of the provider in <c>Http:Oidc</c>. Source: OpenID Connect Discovery 1.0, RFC 9068.</summary>
internal sealed class OidcTokens(IOptions<HttpOptions> http) : IConfigureNamedOptions<JwtBearerOptions>
{
    private OidcOptions Oidc => http.Value.Oidc;

    public void Configure(JwtBearerOptions options) => Configure(AccessSchemes.Oidc, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        if (!Oidc.IsUsed)
        {
            return;
        }

        options.Authority = Oidc.Authority;
        options.Audience = Oidc.Audience;
        options.MapInboundClaims = false;
        // Only a provider on this machine can have an address without TLS; the options' validation holds that.
        options.RequireHttpsMetadata = Oidc.Authority.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        options.TokenValidationParameters.ValidAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = validated =>
            {
                validated.Principal = ToCaller(validated.Principal!);
                return Task.CompletedTask;
            },
            OnChallenge = challenge =>
            {
                challenge.HandleResponse();
                return Refusal.ChallengeAsync(challenge.HttpContext);
            },
            OnForbidden = forbidden => Refusal.ForbidAsync(forbidden.HttpContext),
        };
    }

    private ClaimsPrincipal ToCaller(ClaimsPrincipal token)
    {
        var roles = token.FindAll(Oidc.RoleClaim).SelectMany(claim => claim.Value.Split(' ')).ToHashSet(StringComparer.Ordinal);
        AccessRole? role = roles.Contains(Oidc.OperateRole) ? AccessRole.Operate : roles.Contains(Oidc.ReadRole) ? AccessRole.Read : null;
        return Caller.Of(AccessSchemes.Oidc, token.FindFirst("sub")?.Value ?? "unnamed", role);
    }
}
