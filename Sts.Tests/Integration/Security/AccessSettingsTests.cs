using Sts.Tests.Integration.Cli;

namespace Sts.Tests.Integration.Security;

/// <summary>A host that would let anybody in does not start.</summary>
[Category("Integration")]
public sealed class AccessSettingsTests
{
    private const string Key = "--Http:Keys:me:Key=0123456789abcdefghij";

    [TestCase(new[] { "--Http:Address=0.0.0.0" }, "Http:Address is 0.0.0.0", "Http:Keys:<name>:KeyFile")]
    [TestCase(new[] { "--Http:Address=::" }, "Http:Address is ::", "Http:Keys:<name>:KeyFile")]
    [TestCase(new[] { "--SchemaRegistry:Embedded:Address=0.0.0.0" }, "SchemaRegistry:Embedded:Address is 0.0.0.0", "Http:Keys:<name>:KeyFile")]
    [TestCase(new[] { "--Http:Address=0.0.0.0", Key }, "unencrypted", "Http:Tls:CertificateFile")]
    [TestCase(new[] { "--Http:Address=0.0.0.0", "--Http:AllowPlainHttp=true" }, "nothing says who may", "Http:Oidc:Authority")]
    [TestCase(new[] { "--Http:Keys:me:Role=Operate" }, "Http:Keys:me must have one of Key, KeyFile and KeyHash", "KeyFile")]
    [TestCase(new[] { Key, "--Http:Keys:me:KeyHash=00" }, "Http:Keys:me must have one of", "not several")]
    [TestCase(new[] { "--Http:Keys:me:Key=secret-but-short" }, "Http:Keys:me:Key holds no key that is hard to guess", "openssl rand -hex 32")]
    [TestCase(new[] { "--Http:Keys:me:KeyHash=abc" }, "Http:Keys:me:KeyHash is no SHA-256", "sha256sum")]
    [TestCase(new[] { "--Http:Keys:me:KeyHash=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }, "Http:Keys:me:KeyHash is the SHA-256 of nothing", "$KEY was empty")]
    [TestCase(new[] { "--Http:Keys:me:KeyFile=/none/at/all" }, "Http:Keys:me:KeyFile can't be read", "/none/at/all")]
    [TestCase(new[] { Key, "--Http:Keys:me:Role=Admin" }, "Http:Keys:me:Role is 'Admin'", "Read, Operate")]
    [TestCase(new[] { "--Http:Oidc:Authority=http://login.example.org" }, "Http:Oidc:Authority must be an https address", "https://")]
    [TestCase(new[] { "--Http:TrustedProxies=10.0.0.1, proxy" }, "Http:TrustedProxies has 'proxy'", "10.0.0.0/8")]
    [TestCase(new[] { "--Http:Tls:CertificateFile=/none.pem" }, "Http:Tls:CertificateFile '/none.pem' can't be used", "Http:Tls:KeyFile")]
    public async Task Run_WithoutSayingWhoMay_IsRefused(string[] settings, string problem, string fix)
    {
        var run = await ProgramRun.OfAsync(settings);

        run.ShouldRefuse(problem, fix);
        run.Output.Should().NotContain("0123456789abcdefghij").And.NotContain("secret-but-short");
    }
}
