using Sts.Core.Configuration;

namespace Sts.Host.Cli;

/// <summary>How commands reach a host that runs: the section <c>Client</c>.</summary>
internal sealed class ClientOptions
{
    public const string Section = "Client";

    /// <summary>Where the host is, such as <c>https://sts.example.com</c>.</summary>
    /// <value>The default is null: on this machine, at <c>Http:Port</c>.</value>
    public string? Url { get; set; }

    /// <summary>The key that the host knows under <c>Http:Keys</c>, or a token of its issuer; or <c>ApiKeyFile</c> names a file that holds it.</summary>
    /// <value>The default is null: none.</value>
    [Secret]
    public string? ApiKey { get; set; }
}
