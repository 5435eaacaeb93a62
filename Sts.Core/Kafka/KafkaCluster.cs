using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Kafka.Embedded;

namespace Sts.Core.Kafka;

/// <summary>The brokers that this host works with: the configured ones, or the embedded one, which starts when this is created.</summary>
public sealed class KafkaCluster : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private readonly KafkaOptions _options;
    private readonly string _embeddedLog = $"embedded-{Guid.NewGuid():N}";
    private string? _log;

    /// <summary>Starts the embedded broker when no other is configured.</summary>
    public KafkaCluster(IOptions<KafkaOptions> options)
    {
        _options = options.Value;
        if (string.IsNullOrWhiteSpace(_options.BootstrapServers))
        {
            Embedded = new EmbeddedBroker();
        }
    }

    /// <summary>Whether it is the embedded broker, which ends with the host and keeps about 5 MB a partition, in memory.</summary>
    public bool IsEmbedded => Embedded is not null;

    /// <summary>Addresses at which any Kafka client reaches them, <c>host:port</c> separated by commas.</summary>
    public string BootstrapServers => Embedded?.BootstrapServers ?? _options.BootstrapServers!;

    internal EmbeddedBroker? Embedded { get; }

    /// <summary>
    /// Whether the log keeps headers, which came with Kafka 0.11 together with idempotent producers. An older broker can't tell its
    /// version in a way that the client relies on, so it is known by the properties that the client needs there.
    /// </summary>
    internal bool SupportsHeaders =>
        !IsFalse(_options.Properties.GetValueOrDefault("api.version.request"))
        || IsHeadersVersion(_options.Properties.GetValueOrDefault("broker.version.fallback"));

    /// <summary>The identity of the log: offsets mean the same as long as it is the same.</summary>
    /// <exception cref="StsConfigurationException">The broker reports none and <c>Kafka:ClusterId</c> is not set.</exception>
    /// <exception cref="KafkaException">The broker did not answer.</exception>
    public async Task<string> GetLogAsync(CancellationToken cancellationToken) => _log ??= await FindLogAsync(cancellationToken);

    /// <summary>Settings for a client of any kind: the addresses and the properties that all clients share.</summary>
    internal ClientConfig ClientConfig(IEnumerable<KeyValuePair<string, string>> properties)
    {
        var config = new ClientConfig
        {
            BootstrapServers = BootstrapServers,
            // Long outages otherwise make the client's attempts to reconnect ever rarer, up to 10 s apart.
            ReconnectBackoffMaxMs = 2_000,
            // Loopback and one broker: asking for every address family and waiting for Nagle only delays.
            SocketNagleDisable = true,
        };
        foreach (var (name, value) in _options.Properties.Concat(properties))
        {
            config.Set(name, value);
        }

        return config;
    }

    /// <inheritdoc />
    public void Dispose() => Embedded?.Dispose();

    // As librdkafka reads it.
    private static bool IsFalse(string? value) => value?.ToUpperInvariant() is "FALSE" or "F" or "0";

    private static bool IsHeadersVersion(string? version) =>
        Version.TryParse(version, out var parsed) && parsed >= new Version(0, 11);

    private async Task<string> FindLogAsync(CancellationToken cancellationToken)
    {
        if (_options.ClusterId is { Length: > 0 } configured)
        {
            return configured;
        }

        return IsEmbedded ? _embeddedLog : await AskForClusterIdAsync(cancellationToken);
    }

    private async Task<string> AskForClusterIdAsync(CancellationToken cancellationToken)
    {
        using var admin = new AdminClientBuilder(ClientConfig([])).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        string? id = null;
        try
        {
            var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = RequestTimeout }).WaitAsync(cancellationToken);
            id = cluster.ClusterId;
        }
        catch (KafkaException exception) when (exception.Error.Code is ErrorCode.Local_UnsupportedFeature or ErrorCode.UnsupportedVersion)
        {
            // Before Kafka 0.10.1 a cluster has no id; what to do is said below.
        }

        return id is { Length: > 0 }
            ? id
            : throw new StsConfigurationException(
                $"The broker at {BootstrapServers} reports no cluster id, so STS can't tell its log from another one. "
                + "Set Kafka:ClusterId to a name of your choice, and change it whenever the broker's data is wiped.");
    }
}
