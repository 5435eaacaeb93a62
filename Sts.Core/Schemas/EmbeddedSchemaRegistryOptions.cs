namespace Sts.Core.Schemas;

/// <summary>The registry that the host itself serves; section <c>SchemaRegistry:Embedded</c>.</summary>
public sealed class EmbeddedSchemaRegistryOptions
{
    /// <summary>The IP address to listen on.</summary>
    /// <value><c>127.0.0.1</c>: nobody but this machine.</value>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port on which the host serves the registry's HTTP API; 0 means any free one.</summary>
    /// <value>8081.</value>
    public int Port { get; set; } = 8081;

    /// <summary>
    /// The compatibility level of subjects without one of their own, until it is changed with <c>PUT /config</c>:
    /// NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL or FULL_TRANSITIVE.
    /// </summary>
    /// <value>BACKWARD.</value>
    public string CompatibilityLevel { get; set; } = "BACKWARD";
}
