using System.ComponentModel.DataAnnotations;
using System.Net;
using Sts.Host.Security;

namespace Sts.Host.Hosting;

/// <summary>Where the console and the API are served, and to whom: the section <c>Http</c>.</summary>
internal sealed class HttpOptions
{
    public const string Section = "Http";

    /// <summary>The address to listen on.</summary>
    /// <value>The default is <c>127.0.0.1</c>: nobody but this machine.</value>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port; 0 is any free one.</summary>
    /// <value>The default is 8080.</value>
    [Range(0, 65_535)]
    public int Port { get; set; } = 8080;

    /// <summary>The keys that one may ask with, by the names of those who hold them.</summary>
    /// <value>Empty: whoever is at this machine may do everything.</value>
    public Dictionary<string, KeyOptions> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An OpenID Connect provider whose tokens one may ask with.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>The server's certificate.</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary>Whether keys and answers may go over a network unencrypted, because something in front of the host does TLS.</summary>
    /// <value>The default is false: other addresses than loopback want <see cref="Tls"/>.</value>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Names by which the host is asked for, separated by commas. Others are refused.</summary>
    /// <value>Empty: any name when keys are set; otherwise those of this machine's loopback address.</value>
    public string AllowedHosts { get; set; } = "";

    /// <summary>
    /// Addresses or networks of proxies, separated by commas, such as <c>10.0.0.5,172.16.0.0/12</c>: they are believed whom they ask for and whether that was
    /// encrypted (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>).
    /// </summary>
    /// <value>Empty: nobody is.</value>
    public string TrustedProxies { get; set; } = "";

    /// <summary>How much one caller may ask.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>Whether nothing is configured that would tell callers apart.</summary>
    internal bool IsOpen => Keys.Count == 0 && !Oidc.IsUsed;

    internal IReadOnlyList<string> AllowedHostNames => Split(AllowedHosts);

    internal IReadOnlyList<string> TrustedProxyNetworks => Split(TrustedProxies);

    /// <summary>Where a program on the same machine reaches the host.</summary>
    internal Uri LocalUrl => new UriBuilder(
        Tls.IsUsed ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Address is "0.0.0.0" or "::" or "[::]" ? "127.0.0.1" : Address, Port).Uri;

    /// <summary>Whether only this machine reaches an address.</summary>
    internal static bool IsLoopback(string address) => IPAddress.TryParse(address, out var parsed) && IPAddress.IsLoopback(parsed);

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
