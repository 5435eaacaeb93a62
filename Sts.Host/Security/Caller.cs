using System.Security.Claims;

namespace Sts.Host.Security;

/// <summary>Who asks, and what they may do.</summary>
internal static class Caller
{
    /// <summary>A caller with a role.</summary>
    /// <param name="scheme">How it was told who it is.</param>
    /// <param name="name">Who it is.</param>
    /// <param name="role">What it may do; nothing when null.</param>
    /// <param name="claims">What else is known.</param>
    public static ClaimsPrincipal Of(string scheme, string name, AccessRole? role, params Claim[] claims) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), .. RolesOf(role), .. claims], scheme));

    private static IEnumerable<Claim> RolesOf(AccessRole? role) => role switch
    {
        null => [],
        AccessRole.Operate => [new Claim(ClaimTypes.Role, AccessPolicies.Read), new Claim(ClaimTypes.Role, AccessPolicies.Operate)],
        _ => [new Claim(ClaimTypes.Role, AccessPolicies.Read)],
    };
}
