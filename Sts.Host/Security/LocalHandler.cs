using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Sts.Host.Security;

/// <summary>Lets whoever is at this machine do everything. The host listens on nothing but loopback while this is in use.</summary>
internal sealed class LocalHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    private static readonly AuthenticateResult Everything =
        AuthenticateResult.Success(new AuthenticationTicket(Caller.Of(AccessSchemes.Local, "local", AccessRole.Operate), AccessSchemes.Local));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Everything);
}
