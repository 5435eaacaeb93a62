using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Embedded;
using Sts.Core.Messaging;

namespace Sts.Core.Kafka.Hosting;

/// <summary>Runs one processor as a hosted service: creates it, consumes for it, and starts it anew when it crashes.</summary>
internal sealed partial class ProcessorRunner(
    ProcessorStatus status,
    KafkaCluster cluster,
    StartupGate startup,
    IServiceScopeFactory scopes,
    IDeadLetterProducer deadLetters,
    IOptions<KafkaOptions> options,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    private static readonly RetryOptions Restart = new() { BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromMinutes(1) };

    private readonly ProcessorDescriptor _processor = status.Descriptor;
    private readonly ILogger _logger = loggers.CreateLogger<ProcessorRunner>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var crashes = 1; !stoppingToken.IsCancellationRequested; crashes++)
        {
            try
            {
                await startup.WaitAsync(stoppingToken);
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                var delay = Restart.DelayAfter(crashes);
                status.Crashed(exception);
                LogCrashed(exception, _processor.Name, delay);
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        status.State = ProcessorState.Stopped;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var processor = (IProcessor)scope.ServiceProvider.GetRequiredService(_processor.Type);
        var handler = processor.CreateHandler(scope.ServiceProvider, _processor.Options);
        var executor = new MessageExecutor(_processor, handler, deadLetters, status, time, loggers.CreateLogger<MessageExecutor>());
        var log = await cluster.GetLogAsync(cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = new KeyedWorkerPool(_processor.Options.Workers, handler, executor, time);
        await using var loop = new ConsumerLoop(status, ConsumerConfig(), workers, options.Value, log, time, _logger);
        var scheduled = processor is IScheduledWork work ? RepeatAsync(work, stop.Token) : Task.CompletedTask;
        try
        {
            await Task.Factory.StartNew(() => loop.Run(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            await stop.CancelAsync();
            await scheduled;
        }
    }

    private async Task RepeatAsync(IScheduledWork work, CancellationToken cancellationToken)
    {
        var outage = new OutageNotice();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await work.RunDueAsync(cancellationToken);
                if (outage.Ends())
                {
                    LogScheduledWorkGoesOn(_processor.Name);
                }
            }
            catch (Exception exception)
            {
                if (!cancellationToken.IsCancellationRequested && outage.Begins())
                {
                    status.Failed(exception);
                    LogScheduledWorkFailed(exception, _processor.Name, work.Interval);
                }
            }

            await Task.Delay(work.Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ConsumerConfig ConsumerConfig()
    {
        var defaults = new ConsumerConfig
        {
            GroupId = _processor.GroupId,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            // The client commits in the background, but only what is stored, and only what is finished is stored.
            EnableAutoCommit = true,
            EnableAutoOffsetStore = false,
            AutoCommitIntervalMs = (int)options.Value.CommitInterval.TotalMilliseconds,
            EnablePartitionEof = true,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            AllowAutoCreateTopics = true,
            // The embedded broker answers a fetch when its time is over and not when something arrives; a real one does both.
            FetchWaitMaxMs = cluster.IsEmbedded ? EmbeddedBroker.FetchWaitMs : null,
            // New topics are seen soon, and not only at the default refresh of five minutes.
            TopicMetadataRefreshIntervalMs = 10_000,
        };
        return new ConsumerConfig(cluster.ClientConfig(defaults.Concat(options.Value.Consumer).Concat(_processor.Options.Consumer)));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Processor} has crashed and starts again in {Delay}")]
    private partial void LogCrashed(Exception exception, string processor, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not do its scheduled work and tries again every {Interval}")]
    private partial void LogScheduledWorkFailed(Exception exception, string processor, TimeSpan interval);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Processor} does its scheduled work again")]
    private partial void LogScheduledWorkGoesOn(string processor);
}
