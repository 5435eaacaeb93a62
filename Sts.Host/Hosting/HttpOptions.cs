using System.ComponentModel.DataAnnotations;

namespace Sts.Host.Hosting;

/// <summary>Where the console and the API are served: the section <c>Http</c>.</summary>
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

    /// <summary>Where a program on the same machine reaches the host.</summary>
    internal Uri LocalUrl => new UriBuilder(Uri.UriSchemeHttp, Address is "0.0.0.0" or "::" or "[::]" ? "127.0.0.1" : Address, Port).Uri;
}
