using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;

namespace Sts.Core.Kafka;

/// <summary>The configured brokers, or the embedded one, which starts when this is created.</summary>
internal sealed class KafkaCluster : IKafkaCluster, IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private readonly KafkaOptions _options;
    private readonly string _embeddedLog = $"embedded-{Guid.NewGuid():N}";
    private string? _log;

    public KafkaCluster(IOptions<KafkaOptions> options)
    {
        _options = options.Value;
        if (string.IsNullOrWhiteSpace(_options.BootstrapServers))
        {
            Embedded = new EmbeddedBroker();
        }
    }

    public EmbeddedBroker? Embedded { get; }

    public bool IsEmbedded => Embedded is not null;

    public string BootstrapServers => Embedded?.BootstrapServers ?? _options.BootstrapServers!;

    public async Task<string> GetLogAsync(CancellationToken cancellationToken) => _log ??= await FindLogAsync(cancellationToken);

    /// <summary>Settings for a client of any kind: the addresses and the properties that all clients share.</summary>
    public ClientConfig ClientConfig(IEnumerable<KeyValuePair<string, string>> properties)
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

    public void Dispose() => Embedded?.Dispose();

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
