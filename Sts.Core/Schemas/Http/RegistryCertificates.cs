using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sts.Core.Schemas.Http;

/// <summary>What the options say about TLS, read from the files that they name.</summary>
internal static class RegistryCertificates
{
    /// <summary>How connections to the registry are secured.</summary>
    public static SslClientAuthenticationOptions Read(SchemaRegistryOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.SslCaLocation.Length > 0)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(ReadAuthorities(options.SslCaLocation));
        }

        if (ReadClient(options) is { } client)
            tls.ClientCertificateContext = client;

        if (!options.EnableSslCertificateVerification)
            tls.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null; // whichever it is

        return tls;
    }

    /// <summary>What is wrong with the files, as sentences that name the setting and tell no secret.</summary>
    public static IEnumerable<string> FindProblems(SchemaRegistryOptions options)
    {
        if (options.SslCaLocation.Length > 0 && !CanRead(() => ReadAuthorities(options.SslCaLocation)))
            yield return $"SchemaRegistry:SslCaLocation names '{options.SslCaLocation}', which is not a PEM file with certificates that can be read.";

        if (options.SslKeystoreLocation.Length > 0 && options.SslCertificateLocation.Length > 0)
            yield return "SchemaRegistry:SslKeystoreLocation and SchemaRegistry:SslCertificateLocation exclude each other; set one of them.";
        else if (options.SslKeystoreLocation.Length > 0 && !CanRead(() => ReadClient(options)))
            yield return $"SchemaRegistry:SslKeystoreLocation names '{options.SslKeystoreLocation}', which is not a PKCS#12 file with a certificate and its "
                + "key that can be read with SchemaRegistry:SslKeystorePassword.";
        else if (options.SslCertificateLocation.Length > 0 && !CanRead(() => ReadClient(options)))
            yield return $"SchemaRegistry:SslCertificateLocation names '{options.SslCertificateLocation}', but no certificate in PEM can be read there, or no key "
                + "that fits it in SchemaRegistry:SslKeyLocation with SchemaRegistry:SslKeyPassword.";

        if (options.SslKeyLocation.Length > 0 && options.SslCertificateLocation.Length == 0)
            yield return "SchemaRegistry:SslKeyLocation needs SchemaRegistry:SslCertificateLocation; set both.";
    }

    private static X509Certificate2Collection ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("There is no certificate in the file.");
    }

    private static SslStreamCertificateContext? ReadClient(SchemaRegistryOptions options)
    {
        if (options.SslKeystoreLocation.Length > 0)
        {
            var store = X509CertificateLoader.LoadPkcs12CollectionFromFile(options.SslKeystoreLocation, options.SslKeystorePassword);
            var own = store.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("There is no key in the file.");
            return SslStreamCertificateContext.Create(own, store, offline: true);
        }

        if (options.SslCertificateLocation.Length == 0)
            return null;

        var key = options.SslKeyLocation.Length > 0 ? options.SslKeyLocation : options.SslCertificateLocation;
        var certificate = options.SslKeyPassword.Length > 0
            ? X509Certificate2.CreateFromEncryptedPemFile(options.SslCertificateLocation, options.SslKeyPassword, key)
            : X509Certificate2.CreateFromPemFile(options.SslCertificateLocation, key);
        return SslStreamCertificateContext.Create(certificate, ReadAuthorities(options.SslCertificateLocation), offline: true);
    }

    private static bool CanRead(Func<object?> read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
