using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Http;
using Sts.Tests.Core.Schemas.Registry;

namespace Sts.Tests.Core.Schemas.Http;

/// <summary>The client with a registry that shows a certificate of an authority which nobody knows, and asks for one.</summary>
public sealed class RegistryTlsTests
{
    private readonly TestCertificates _certificates = new();
    private RegistryServer _server = null!;
    private string? _client;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RegistryServer.StartAsync(configure: builder => builder.WebHost.UseUrls("https://127.0.0.1:0").ConfigureKestrel(kestrel =>
            kestrel.ConfigureHttpsDefaults(https =>
            {
                https.ServerCertificate = X509CertificateLoader.LoadPkcs12(_certificates.Server.Export(X509ContentType.Pkcs12), null);
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();
            })));
        _server.Intercept = context =>
        {
            _client = context.Connection.ClientCertificate?.Subject;
            return Task.FromResult(false);
        };
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        _certificates.Dispose();
    }

    [Test]
    public async Task Request_AuthorityInSslCaLocation_IsTrusted()
    {
        await AskAsync(o => o.SslCaLocation = _certificates.Authority);

        _client.Should().BeNull();
    }

    [Test]
    public async Task Request_AuthorityThatIsNotTrusted_IsRefusedUnlessVerificationIsOff()
    {
        var ask = () => AskAsync(_ => { });

        (await ask.Should().ThrowAsync<SchemaRegistryException>()).Which.IsTransient.Should().BeTrue();
        await AskAsync(o => o.EnableSslCertificateVerification = false);
    }

    [Test]
    public async Task Request_CertificateForAnotherName_IsRefusedAlthoughItsAuthorityIsTrusted()
    {
        var ask = () => AskAsync(o => (o.SslCaLocation, o.Url) = (_certificates.Authority, _server.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));

        await ask.Should().ThrowAsync<SchemaRegistryException>();
    }

    [Test]
    public async Task Request_ClientCertificate_IsShownFromPemAndFromPkcs12()
    {
        var settings = new Action<SchemaRegistryOptions>[]
        {
            o => (o.SslCertificateLocation, o.SslKeyLocation) = (_certificates.Client, _certificates.ClientKey),
            o => (o.SslCertificateLocation, o.SslKeyLocation, o.SslKeyPassword) = (_certificates.Client, _certificates.EncryptedClientKey, TestCertificates.Password),
            o => (o.SslKeystoreLocation, o.SslKeystorePassword) = (_certificates.Keystore, TestCertificates.Password),
        };
        foreach (var setting in settings)
        {
            _client = null;
            await AskAsync(setting + (o => o.SslCaLocation = _certificates.Authority));
            _client.Should().Be("CN=sts");
        }
    }

    [Test]
    public void Validate_FilesThatCanNotBeRead_NamesTheSettingAndNoPassword()
    {
        Problems(o => o.SslCaLocation = "nowhere.pem").Should().Match("SchemaRegistry:SslCaLocation names 'nowhere.pem'*");
        Problems(o => o.SslCaLocation = _certificates.ClientKey).Should().Match("SchemaRegistry:SslCaLocation*");
        Problems(o => (o.SslKeystoreLocation, o.SslKeystorePassword) = (_certificates.Keystore, "wrong secret"))
            .Should().Match("SchemaRegistry:SslKeystoreLocation*SchemaRegistry:SslKeystorePassword*").And.NotContain("secret");
        Problems(o => (o.SslCertificateLocation, o.SslKeyLocation, o.SslKeyPassword) = (_certificates.Client, _certificates.EncryptedClientKey, "wrong secret"))
            .Should().Match("SchemaRegistry:SslCertificateLocation*SchemaRegistry:SslKeyPassword*").And.NotContain("secret");
        Problems(o => o.SslCertificateLocation = _certificates.Client).Should().Match("SchemaRegistry:SslCertificateLocation*SchemaRegistry:SslKeyLocation*");
        Problems(o => o.SslKeyLocation = _certificates.ClientKey).Should().Match("*SchemaRegistry:SslKeyLocation needs*");
        Problems(o => (o.SslKeystoreLocation, o.SslCertificateLocation) = ("a", "b")).Should().Match("*exclude each other*");
        Problems(o => o.SslCertificateLocation = "").Should().BeEmpty();
    }

    private static string Problems(Action<SchemaRegistryOptions> configure)
    {
        var options = new SchemaRegistryOptions();
        configure(options);
        return new SchemaRegistryOptionsValidator().Validate(null, options).FailureMessage ?? "";
    }

    private async Task AskAsync(Action<SchemaRegistryOptions> configure)
    {
        var options = new SchemaRegistryOptions { Url = _server.Url };
        configure(options);
        using var client = new HttpSchemaRegistryClient(Options.Create(options), NullLogger<HttpSchemaRegistryClient>.Instance);
        (await client.GetAllSubjectsAsync()).Should().BeEmpty();
    }
}
