using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace Sts.Core.Kafka;

/// <summary>Asks the configured brokers about themselves and their topics, for checks.</summary>
internal sealed class ClusterMetadata(IOptions<KafkaOptions> options)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether brokers are configured; otherwise the host brings its own.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.Value.BootstrapServers);

    /// <summary>Where they are.</summary>
    public string BootstrapServers => options.Value.BootstrapServers!;

    /// <summary>Asks.</summary>
    /// <exception cref="KafkaException">Nobody answers; the reason is the client's last one.</exception>
    public Task<Metadata> GetAsync(CancellationToken cancellationToken) => Task.Run(Get, cancellationToken).WaitAsync(cancellationToken);

    private Metadata Get()
    {
        using var cluster = new KafkaCluster(options);
        var reasons = new ConcurrentQueue<string>();
        using var admin = new AdminClientBuilder(cluster.ClientConfig([]))
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => reasons.Enqueue(error.Reason))
            .Build();
        try
        {
            return admin.GetMetadata(RequestTimeout);
        }
        catch (KafkaException exception) when (reasons.FirstOrDefault() is { } reason)
        {
            throw new KafkaException(new Error(exception.Error.Code, reason), exception);
        }
    }
}
