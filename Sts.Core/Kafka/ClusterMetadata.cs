using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka.Hosting;

namespace Sts.Core.Kafka;

/// <summary>Asks the brokers about themselves and their topics, for checks: the configured ones, or the embedded one of a host that has started.</summary>
internal sealed class ClusterMetadata(IOptions<KafkaOptions> options, StartupGate gate, IServiceProvider services)
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Whether brokers are configured; otherwise the host brings its own.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.Value.BootstrapServers);

    /// <summary>Whether there are any to be asked: the host's own one comes with the host.</summary>
    public bool IsThere => IsConfigured || gate.IsOpen;

    /// <summary>Where they are.</summary>
    public string BootstrapServers => IsConfigured ? options.Value.BootstrapServers! : Running.BootstrapServers;

    // Only when the host has started: asking for it would start the embedded broker.
    private KafkaCluster Running => services.GetRequiredService<KafkaCluster>();

    /// <summary>Asks.</summary>
    /// <exception cref="KafkaException">Nobody answers; the reason is the client's last one.</exception>
    public Task<Metadata> GetAsync(CancellationToken cancellationToken) => Task.Run(Get, cancellationToken).WaitAsync(cancellationToken);

    private Metadata Get()
    {
        using var configured = IsConfigured ? new KafkaCluster(options) : null;
        var reasons = new ConcurrentQueue<string>();
        using var admin = new AdminClientBuilder((configured ?? Running).ClientConfig([]))
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => reasons.Enqueue(error.Reason))
            .Build();
        try
        {
            return admin.GetMetadata(RequestTimeout);
        }
        catch (KafkaException exception) when (reasons.FirstOrDefault() is { } reason)
        {
            throw new KafkaException(new Error(exception.Error.Code, ConnectionFailure.Describe(reason)), exception);
        }
    }
}
