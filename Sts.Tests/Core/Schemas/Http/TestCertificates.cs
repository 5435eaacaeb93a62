using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sts.Tests.Core.Schemas.Http;

/// <summary>An authority of our own with a server's and a client's certificate, as the files that people have.</summary>
internal sealed class TestCertificates : IDisposable
{
    public const string Password = "open sesame";

    private readonly TemporaryDirectory _folder = new();

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        File.WriteAllText(Authority, authority.ExportCertificatePem());

        Server = Issue(authority, "CN=registry", out _);
        using var client = Issue(authority, "CN=sts", out var clientKey);
        File.WriteAllText(Client, client.ExportCertificatePem());
        File.WriteAllText(ClientKey, clientKey.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(EncryptedClientKey, clientKey.ExportEncryptedPkcs8PrivateKeyPem(
            Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        File.WriteAllBytes(Keystore, client.Export(X509ContentType.Pkcs12, Password));
        clientKey.Dispose();
    }

    public X509Certificate2 Server { get; }

    public string Authority => Path.Combine(_folder.Path, "ca.pem");

    public string Client => Path.Combine(_folder.Path, "client.pem");

    public string ClientKey => Path.Combine(_folder.Path, "client.key");

    public string EncryptedClientKey => Path.Combine(_folder.Path, "client.encrypted.key");

    public string Keystore => Path.Combine(_folder.Path, "client.p12");

    public void Dispose()
    {
        Server.Dispose();
        _folder.Dispose();
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, out ECDsa key)
    {
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
