namespace Sts.Host.Security;

/// <summary>Who else may ask: holders of access tokens of an OpenID Connect provider. The section <c>Http:Oidc</c>.</summary>
internal sealed class OidcOptions
{
    /// <summary>The provider's address, where <c>/.well-known/openid-configuration</c> is found.</summary>
    /// <value>Empty: there is none.</value>
    public string Authority { get; set; } = "";

    /// <summary>What a token's <c>aud</c> must name.</summary>
    /// <value>The default is <c>sts</c>.</value>
    public string Audience { get; set; } = "sts";

    /// <summary>The claim that holds the roles, as one value, several, or words in one value.</summary>
    /// <value>The default is <c>roles</c>.</value>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The value of the claim that gives the role Read.</summary>
    /// <value>The default is <c>sts.read</c>.</value>
    public string ReadRole { get; set; } = "sts.read";

    /// <summary>The value of the claim that gives the role Operate.</summary>
    /// <value>The default is <c>sts.operate</c>.</value>
    public string OperateRole { get; set; } = "sts.operate";

    internal bool IsUsed => Authority.Length > 0;
}
