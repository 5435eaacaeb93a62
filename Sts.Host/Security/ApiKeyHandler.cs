using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Sts.Host.Security;

/// <summary>
/// Takes a key as <c>Authorization: Bearer KEY</c> (RFC 6750), as <c>X-Api-Key: KEY</c>, or as the password of basic authentication (RFC 7617),
/// which is what clients of schema registries send.
/// </summary>
internal sealed class ApiKeyHandler(
    ApiKeys keys, WrongKeys wrong, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string Header = "X-Api-Key";

    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Refusal.ChallengeAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.ForbidAsync(Context);

    private AuthenticateResult Authenticate()
    {
        if (KeyOf(Request) is not { } key)
        {
            return AuthenticateResult.NoResult();
        }

        if (wrong.AreTooMany(Context))
        {
            return AuthenticateResult.Fail("Too many wrong keys.");
        }

        if (keys.Find(key) is not { } known)
        {
            wrong.Count(Context);
            return AuthenticateResult.Fail("The key is none of this host's.");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(known.ToPrincipal(Scheme.Name), Scheme.Name));
    }

    private static string? KeyOf(HttpRequest request)
    {
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        if (authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return PasswordOf(authorization[Basic.Length..].Trim());
        }

        return request.Headers.TryGetValue(Header, out var values) ? values.ToString() : null;
    }

    // The user's name only says who it is; the key says it as well, and for certain.
    private static string PasswordOf(string credentials)
    {
        var bytes = new byte[credentials.Length];
        var text = Convert.TryFromBase64String(credentials, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
        return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
