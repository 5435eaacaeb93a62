namespace Sts.Host.Cli;

/// <summary>How a command reaches the running host: the section <c>Client</c>.</summary>
internal sealed class ClientOptions
{
    public const string Section = "Client";

    /// <summary>Where the host is, such as <c>https://sts.example.org</c>.</summary>
    /// <value>The default is this machine, by <c>Http:Address</c> and <c>Http:Port</c>.</value>
    public string? Url { get; set; }

    /// <summary>The key that the host wants of its clients.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the key.</summary>
    public string? ApiKeyFile { get; set; }
}
