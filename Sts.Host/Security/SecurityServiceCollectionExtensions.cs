using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>Who may ask what of the host.</summary>
internal static class SecurityServiceCollectionExtensions
{
    private static readonly TimeSpan SignedInFor = TimeSpan.FromDays(7);

    /// <summary>Adds what tells callers apart, by the section <c>Http</c>.</summary>
    public static IServiceCollection AddStsSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(HttpOptions.Section);
        services.AddOptionsWithValidateOnStart<HttpOptions>().BindSettings(section).ValidateSettings(section);
        services.AddSingleton<IValidateOptions<HttpOptions>, HttpAccessValidator>();
        services.AddSingleton<ApiKeys>().AddSingleton<WrongKeys>().AddSingleton<RefusalLog>().AddSingleton<ServerCertificate>();

        services.AddAuthentication(AccessSchemes.Any)
            .AddPolicyScheme(AccessSchemes.Any, null, _ => { })
            .AddScheme<AuthenticationSchemeOptions, LocalHandler>(AccessSchemes.Local, null)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(AccessSchemes.Key, null)
            .AddCookie(AccessSchemes.Browser)
            .AddJwtBearer(AccessSchemes.Oidc);
        services.AddOptions<PolicySchemeOptions>(AccessSchemes.Any).Configure<IOptions<HttpOptions>>((scheme, http) =>
            scheme.ForwardDefaultSelector = context => AccessSchemes.Choose(context, http.Value));
        services.AddOptions<CookieAuthenticationOptions>(AccessSchemes.Browser).Configure<ApiKeys>(SignIn);
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, OidcTokens>();

        services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Read, policy => policy.RequireRole(AccessPolicies.Read))
            .AddPolicy(AccessPolicies.Operate, policy => policy.RequireRole(AccessPolicies.Operate))
            .SetFallbackPolicy(new AuthorizationPolicy([new MethodAuthorization()], []));
        services.AddSingleton<IAuthorizationHandler, MethodAuthorization>();
        services.AddCascadingAuthenticationState();

        services.AddAntiforgery(options =>
            (options.Cookie.Name, options.Cookie.SameSite, options.Cookie.SecurePolicy) = ("sts.form", SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest));
        services.AddDataProtection().SetApplicationName("sts");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SignInSecrets>();
        services.AddRateLimiter(_ => { });
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, RequestRates>();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, TrustedProxies>();
        return services;
    }

    /// <summary>Comes before everything that answers: what is refused here reaches nothing behind it.</summary>
    public static void UseStsSecurity(this IApplicationBuilder app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestOrigin>();
        app.UseAuthentication();
        app.UseRateLimiter();
    }

    private static void SignIn(CookieAuthenticationOptions options, ApiKeys keys)
    {
        options.Cookie.Name = AccessSchemes.Cookie;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SignedInFor;
        options.LoginPath = SignInEndpoints.Path;
        options.Events.OnRedirectToLogin = redirect => Refusal.ChallengeAsync(redirect.HttpContext);
        options.Events.OnRedirectToAccessDenied = redirect => Refusal.ForbidAsync(redirect.HttpContext);
        options.Events.OnValidatePrincipal = async validate =>
        {
            if (keys.FindSignedIn(validate.Principal?.Identity?.Name, validate.Principal?.FindFirst(ApiKey.FingerprintClaim)?.Value) is { } key)
            {
                // Its role may be another one by now.
                validate.ReplacePrincipal(key.ToPrincipal(AccessSchemes.Browser));
                return;
            }

            validate.RejectPrincipal();
            await validate.HttpContext.SignOutAsync(AccessSchemes.Browser);
        };
    }
}
