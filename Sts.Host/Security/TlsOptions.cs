namespace Sts.Host.Security;

/// <summary>The certificate that the host shows: the section <c>Http:Tls</c>. It serves the console, the API and the embedded registry.</summary>
internal sealed class TlsOptions
{
    /// <summary>A PEM file with the certificate and those between it and its authority, or a PKCS#12 file (<c>.p12</c>, <c>.pfx</c>) that has the key as well.</summary>
    /// <value>Empty: no TLS.</value>
    public string CertificateFile { get; set; } = "";

    /// <summary>A PEM file with the key.</summary>
    /// <value>Empty: it is in the certificate's file.</value>
    public string KeyFile { get; set; } = "";

    /// <summary>A file with the password of the key, if it has one.</summary>
    /// <value>Empty: it has none.</value>
    public string PasswordFile { get; set; } = "";

    internal bool IsUsed => CertificateFile.Length > 0;
}
