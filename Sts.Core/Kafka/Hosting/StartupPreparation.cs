using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sts.Core.Schemas.Files;
using Sts.Core.Storage;

namespace Sts.Core.Kafka.Hosting;

/// <summary>Prepares what the processors need, waiting for services that are away, and then opens the gate.</summary>
internal sealed partial class StartupPreparation(
    StartupGate gate, IDatabaseInitializer database, SchemaRegistration schemas, TopicProvisioner topics, KafkaCluster cluster,
    ProcessorMonitor monitor, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<StartupPreparation> logger)
    : BackgroundService
{
    private static readonly RetryOptions Retry = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await database.InitializeAsync(stoppingToken);
            await schemas.RunAsync(stoppingToken);
            await PrepareBrokerAsync(stoppingToken);
            gate.Open();
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever could be mended by waiting was waited for; a wrong setting is not mended by it.
            monitor.StartupFailure = exception;
            lifetime.StopApplication();
        }
    }

    private async Task PrepareBrokerAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await cluster.GetLogAsync(cancellationToken);
                await topics.CreateMissingAsync(cancellationToken);
                return;
            }
            catch (KafkaException exception) when (!exception.Error.IsFatal)
            {
                if (attempt == 1)
                {
                    LogWaits(cluster.BootstrapServers, exception.Error.Reason);
                }
            }

            await Task.Delay(Retry.DelayAfter(attempt), time, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker at {Broker} can't be reached and is waited for: {Reason}. It is set by Kafka:BootstrapServers")]
    private partial void LogWaits(string broker, string reason);
}
