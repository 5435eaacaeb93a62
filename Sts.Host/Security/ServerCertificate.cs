using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Sts.Host.Hosting;

namespace Sts.Host.Security;

/// <summary>The certificate of <see cref="TlsOptions"/>, read again when its file has changed, as those do that renew it.</summary>
internal sealed partial class ServerCertificate(IOptions<HttpOptions> options, ILogger<ServerCertificate> logger)
{
    private readonly Lock _lock = new();
    private (X509Certificate2 Certificate, DateTime Written)? _loaded;

    /// <summary>What to show to a client that connects now.</summary>
    public X509Certificate2 Current
    {
        get
        {
            lock (_lock)
            {
                var tls = options.Value.Tls;
                var written = File.GetLastWriteTimeUtc(tls.CertificateFile);
                if (_loaded is null || _loaded.Value.Written != written)
                {
                    Reload(tls, written);
                }

                return _loaded!.Value.Certificate;
            }
        }
    }

    /// <summary>Reads it.</summary>
    /// <returns>What is wrong with which setting; null when all is well.</returns>
    public static string? TryLoad(TlsOptions tls, out X509Certificate2? certificate)
    {
        certificate = null;
        try
        {
            var password = tls.PasswordFile.Length == 0 ? null : File.ReadAllText(tls.PasswordFile).Trim();
            certificate = Load(tls, password);
            return certificate.HasPrivateKey ? null : $"Http:Tls:CertificateFile '{tls.CertificateFile}' has no key. Name the file with its key in Http:Tls:KeyFile.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"The certificate of Http:Tls:CertificateFile '{tls.CertificateFile}' can't be used (with Http:Tls:KeyFile and Http:Tls:PasswordFile, where set): {exception.Message}";
        }
    }

    private static X509Certificate2 Load(TlsOptions tls, string? password)
    {
        if (Path.GetExtension(tls.CertificateFile).ToUpperInvariant() is ".PFX" or ".P12")
        {
            return X509CertificateLoader.LoadPkcs12FromFile(tls.CertificateFile, password);
        }

        var keyFile = tls.KeyFile.Length == 0 ? null : tls.KeyFile;
        return password is null
            ? X509Certificate2.CreateFromPemFile(tls.CertificateFile, keyFile)
            : X509Certificate2.CreateFromEncryptedPemFile(tls.CertificateFile, password, keyFile);
    }

    private void Reload(TlsOptions tls, DateTime written)
    {
        var problem = TryLoad(tls, out var certificate);
        if (problem is null)
        {
            // Those that shake hands at this moment may still use the old one.
            _loaded = (certificate!, written);
            LogLoaded(certificate!.Subject, certificate.NotAfter);
            return;
        }

        LogUnusable(problem);
        _loaded = _loaded is { } old ? old with { Written = written } : throw new InvalidOperationException(problem);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "TLS with the certificate of {Subject}, which ends on {NotAfter:u}")]
    private partial void LogLoaded(string subject, DateTime notAfter);

    [LoggerMessage(Level = LogLevel.Error, Message = "The new certificate can't be used; the old one is shown on. {Problem}")]
    private partial void LogUnusable(string problem);
}
