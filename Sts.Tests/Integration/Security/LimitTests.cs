using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using Sts.Tests.Core.Schemas.Http;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Security;

/// <summary>A host with a certificate, and with limits that are soon reached.</summary>
[Category("Integration")]
public sealed class LimitTests
{
    private const string Key = "0123456789abcdefghij";

    [Test]
    public async Task Host_WithACertificateAndLimits_SpeaksTlsAndKeepsThem()
    {
        using var folder = new TemporaryFolder();
        using var certificates = new TestCertificates();
        var (certificate, key) = (Path.Combine(folder.Path, "tls.crt"), Path.Combine(folder.Path, "tls.key"));
        Write(certificates.Server, certificate, key);
        await using var host = await HostProcess.ListenAsync(
            folder.Path,
            [
                $"--Http:Keys:me:Key={Key}", "--Http:Keys:me:Role=Operate", "--Http:Limits:RequestsPerSecond=1", "--Http:Limits:WrongKeysPerMinute=3", "--Http:Limits:BodyBytes=2048",
                $"--Http:Tls:CertificateFile={certificate}", $"--Http:Tls:KeyFile={key}", "--Speech:Provider=None",
            ]);
        host.Http.BaseAddress!.Scheme.Should().Be(Uri.UriSchemeHttps);
        X509Certificate2? shown = null;
        using var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            SslOptions = { RemoteCertificateValidationCallback = (_, server, _, _) => Keep(server, out shown) },
        };
        using var client = new HttpClient(handler) { BaseAddress = host.Http.BaseAddress };

        using var health = await client.GetAsync("/health/live");
        health.Headers.GetValues("Strict-Transport-Security").Should().NotBeEmpty();
        shown!.Thumbprint.Should().Be(certificates.Server.Thumbprint);

        using var newer = new TestCertificates();
        Write(newer.Server, certificate, key);
        File.SetLastWriteTimeUtc(certificate, File.GetLastWriteTimeUtc(certificate).AddSeconds(2));
        await client.GetAsync("/health/live");
        shown!.Thumbprint.Should().Be(newer.Server.Thumbprint, "the certificate was renewed");

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var large = await client.PostAsJsonAsync("/api/transcriptions", new { user = "alice", text = new string('a', 3000) });
        large.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.GetAsync("/api/info")));
        var refused = answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(1));
        (await refused.Content.ReadAsStringAsync()).Should().Contain("Http:Limits:RequestsPerSecond");

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a guess");
        for (var i = 0; i < 3; i++)
        {
            using var guess = await client.GetAsync("/health/live");
        }

        // Until a request is granted to this address again, it is told of its number of requests instead.
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await WaitFor.ConditionAsync(
            async () =>
            {
                using var blocked = await client.GetAsync("/api/info");
                return blocked.StatusCode == HttpStatusCode.TooManyRequests && (await blocked.Content.ReadAsStringAsync()).Contains("wrong keys", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(20), "the address to be shut out for its guesses");
    }

    private static bool Keep(X509Certificate? server, out X509Certificate2? shown)
    {
        shown = server is null ? null : X509CertificateLoader.LoadCertificate(server.GetRawCertData());
        return true;
    }

    private static void Write(X509Certificate2 certificate, string file, string keyFile)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(file, certificate.ExportCertificatePem());
    }
}
