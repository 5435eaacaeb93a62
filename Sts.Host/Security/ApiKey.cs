using System.Security.Claims;

namespace Sts.Host.Security;

/// <summary>A key that somebody may ask with.</summary>
/// <param name="Name">Who holds it.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Hash">SHA-256 of the key.</param>
internal sealed record ApiKey(string Name, AccessRole Role, byte[] Hash)
{
    /// <summary>The claim that ties a browser's sign-in to the key, so that it ends with the key.</summary>
    public const string FingerprintClaim = "key";

    /// <summary>Tells this key from others; nothing can be made of it.</summary>
    public string Fingerprint => Convert.ToHexString(Hash.AsSpan(0, 8));

    /// <summary>Its holder.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme) => Caller.Of(scheme, Name, Role, new Claim(FingerprintClaim, Fingerprint));
}
