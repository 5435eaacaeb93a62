using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Sts.Host.Security;

namespace Sts.Host.WebConsole;

/// <summary>
/// What the reader of a page may do. A page is opened by whoever may look, and what it does then goes over its own connection, where no endpoint
/// decides; so whatever changes something asks here first.
/// </summary>
internal sealed class ConsoleAccess(AuthenticationStateProvider authentication, IAuthorizationService authorization)
{
    /// <summary>What is said to a reader who may not.</summary>
    public const string Refused = $"You may look, but change nothing: that wants a key of the role {AccessPolicies.Operate}.";

    /// <summary>Whether the reader may change something.</summary>
    public async Task<bool> MayOperateAsync() =>
        (await authorization.AuthorizeAsync((await authentication.GetAuthenticationStateAsync()).User, AccessPolicies.Operate)).Succeeded;

    /// <summary>The name that the reader has signed in by; null where nobody has to.</summary>
    public async Task<string?> FindNameAsync()
    {
        var identity = (await authentication.GetAuthenticationStateAsync()).User.Identity;
        return identity?.AuthenticationType is null or AccessSchemes.Local ? null : identity.Name;
    }
}
