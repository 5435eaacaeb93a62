using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Net.Http.Headers;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>The ways to tell who asks, and which one a request calls for.</summary>
internal static class AccessSchemes
{
    /// <summary>Chooses among the others.</summary>
    public const string Any = "Sts";

    /// <summary>A key in a header.</summary>
    public const string Key = "Key";

    /// <summary>A token of an OpenID Connect provider.</summary>
    public const string Oidc = "Oidc";

    /// <summary>Whoever is at this machine, while nothing is configured that would tell people apart.</summary>
    public const string Local = "Local";

    /// <summary>A browser that has signed in with a key.</summary>
    public const string Browser = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>The cookie of a browser that has signed in.</summary>
    public const string Cookie = "sts.signin";

    private const string Bearer = "Bearer ";

    public static string Choose(HttpContext context, HttpOptions options)
    {
        var request = context.Request;
        if (options.IsOpen)
        {
            return Local;
        }

        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.Length > 0 || request.Headers.ContainsKey(ApiKeyHandler.Header))
        {
            return options.Oidc.IsUsed && IsJsonWebToken(authorization) ? Oidc : Key;
        }

        return request.Cookies.ContainsKey(Cookie) ? Browser : Key;
    }

    // RFC 7519: three parts with a dot between them. Keys have none.
    private static bool IsJsonWebToken(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && authorization.AsSpan().Count('.') == 2;
}
