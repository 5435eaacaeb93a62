using System.ComponentModel.DataAnnotations;
using Sts.Core.Configuration;

namespace Sts.Core.Kafka;

/// <summary>How the broker is reached: the section <c>Kafka</c>.</summary>
public sealed class KafkaOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Kafka";

    /// <summary>Addresses of brokers, <c>host:port</c> separated by commas. Empty starts the embedded broker.</summary>
    /// <value>The default is empty.</value>
    public string? BootstrapServers { get; set; }

    /// <summary>A name for the broker's log, for a broker that reports no cluster id (before Kafka 0.10.1). Change it when the log is wiped.</summary>
    /// <value>The default is what the broker reports.</value>
    public string? ClusterId { get; set; }

    /// <summary>How the hosts that run the same processor share its partitions. All of them must say the same.</summary>
    /// <value>The default is <see cref="GroupMembership.Cooperative"/>.</value>
    public GroupMembership GroupProtocol { get; set; }

    /// <summary>
    /// A name for this host that no other one has. With it the host is a static member of its groups (KIP-345): one that comes back
    /// within <c>session.timeout.ms</c> gets its partitions again without a rebalance. It also names its transactions.
    /// </summary>
    /// <value>The default is none: the host leaves its groups when it stops.</value>
    public string? InstanceId { get; set; }

    /// <summary>Properties of all clients, by librdkafka's names, for example <c>security.protocol</c>.</summary>
    public Dictionary<string, string> Properties { get; } = [];

    /// <summary>The password for SASL, librdkafka's <c>sasl.password</c>, or <c>SaslPasswordFile</c> names a file that holds it.</summary>
    /// <value>The default is none.</value>
    [Secret]
    public string? SaslPassword { get; set; }

    /// <summary>The password of the client's key, librdkafka's <c>ssl.key.password</c>, or <c>SslKeyPasswordFile</c> names a file that holds it.</summary>
    /// <value>The default is none.</value>
    [Secret]
    public string? SslKeyPassword { get; set; }

    /// <summary>
    /// The password of the client's PKCS#12 key store, librdkafka's <c>ssl.keystore.password</c>, or <c>SslKeystorePasswordFile</c> names a file that holds it.
    /// </summary>
    /// <value>The default is none.</value>
    [Secret]
    public string? SslKeystorePassword { get; set; }

    /// <summary>Properties of consumers only, by librdkafka's names. They win over <see cref="Properties"/>.</summary>
    public Dictionary<string, string> Consumer { get; } = [];

    /// <summary>Properties of producers only, by librdkafka's names. They win over <see cref="Properties"/>.</summary>
    public Dictionary<string, string> Producer { get; } = [];

    /// <summary>Which topics are created and how.</summary>
    [Required]
    public TopicOptions Topics { get; set; } = new();

    /// <summary>How often finished offsets are committed.</summary>
    /// <value>The default is 500 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long messages in work may take to finish when their partition is taken away or the host stops.</summary>
    /// <value>The default is 10 s. Keep it below the host's <c>ShutdownTimeout</c>.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Puts the secrets among the properties, where librdkafka looks for them.</summary>
    internal void AddSecrets()
    {
        Add("sasl.password", SaslPassword);
        Add("ssl.key.password", SslKeyPassword);
        Add("ssl.keystore.password", SslKeystorePassword);
    }

    private void Add(string property, string? secret)
    {
        if (!string.IsNullOrEmpty(secret))
        {
            Properties[property] = secret;
        }
    }
}
