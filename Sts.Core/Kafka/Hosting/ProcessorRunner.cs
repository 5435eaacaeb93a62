using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics;
using Sts.Core.Diagnostics.Tracing;
using Sts.Core.Kafka.Consuming;
using Sts.Core.Kafka.DeadLetters;
using Sts.Core.Kafka.Processing;
using Sts.Core.Kafka.Transactions;
using Sts.Core.Messaging;
using Sts.Core.Plugins;

namespace Sts.Core.Kafka.Hosting;

/// <summary>Runs one processor as a hosted service: creates it, consumes for it, and starts it anew when it crashes.</summary>
internal sealed partial class ProcessorRunner(
    ProcessorStatus status,
    ProcessorMonitor monitor,
    IHostApplicationLifetime lifetime,
    KafkaCluster cluster,
    StartupGate startup,
    PluginCatalog plugins,
    IServiceScopeFactory scopes,
    IDeadLetterProducer deadLetters,
    IOptions<KafkaOptions> options,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    private static readonly RetryOptions Restart = new() { BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromMinutes(1) };

    private static readonly TimeSpan CancellationTime = TimeSpan.FromSeconds(5);

    private readonly ProcessorDescriptor _processor = status.Descriptor;
    private readonly ILogger _logger = loggers.CreateLogger<ProcessorRunner>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var crashes = 1; !stoppingToken.IsCancellationRequested; crashes++)
        {
            var started = time.GetTimestamp();
            try
            {
                await startup.WaitAsync(stoppingToken);
                if (plugins.FaultOf(_processor.Type) is { } fault)
                {
                    throw new PluginFaultException(fault);
                }

                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (PluginFaultException fault)
            {
                status.LeaveOut(fault.Message);
                LogLeftOut(fault.InnerException, _processor.Name, fault.Message);
                return;
            }
            catch (StsConfigurationException exception)
            {
                // A wrong setting is not mended by trying again.
                monitor.StartupFailure = exception;
                lifetime.StopApplication();
                break;
            }
            catch (Exception exception)
            {
                // Who ran well for long starts anew at the shortest delay.
                crashes = time.GetElapsedTime(started) > Restart.MaxDelay ? 1 : crashes;
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
        var processor = Create(scope.ServiceProvider);
        var handler = processor.CreateHandler(scope.ServiceProvider, _processor.Options);
        using var transaction = await StartTransactionAsync(cancellationToken);
        var workers = CreateWorkers(handler, transaction);
        var log = await cluster.GetLogAsync(cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var loop = new ConsumerLoop(status, ConsumerSettings.Of(_processor, options.Value, cluster), workers, CreateCommitter, log, time, _logger);
        var scheduled = processor is IScheduledWork work ? RepeatAsync(work, stop.Token) : Task.CompletedTask;
        try
        {
            await Task.Factory.StartNew(() => loop.Run(cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            await stop.CancelAsync();
            await CloseAsync(workers);
            await scheduled;
        }

        IOffsetCommitter CreateCommitter(IConsumer<byte[]?, byte[]?> consumer) => transaction is null
            ? new BackgroundCommitter(consumer, workers, _processor.Name, options.Value, time, _logger)
            : new TransactionCommitter(consumer, workers, transaction, _processor, options.Value, time, _logger);
    }

    // What can't be created now can't be later: the services that a constructor takes are there, and it has nothing to wait for.
    private IProcessor Create(IServiceProvider services)
    {
        try
        {
            return (IProcessor)services.GetRequiredService(_processor.Type);
        }
        catch (Exception exception) when (PluginLoadContext.Holds(_processor.Type))
        {
            throw new PluginFaultException($"{_processor.Type.FullName} can't be created: {exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private async Task<ProcessorTransaction?> StartTransactionAsync(CancellationToken cancellationToken)
    {
        if (_processor.Options.Delivery is Delivery.AtLeastOnce)
        {
            return null;
        }

        if (cluster.IsEmbedded || !cluster.SupportsHeaders)
        {
            throw new StsConfigurationException(
                $"Processors:{_processor.Name}:Delivery is ExactlyOnce, which needs a broker with transactions (Kafka 2.5 or later): "
                + $"{(cluster.IsEmbedded ? "the built-in one keeps no offsets of transactions. Set Kafka:BootstrapServers" : "this one has none. Use a newer one")}, "
                + "or set it to AtLeastOnce.");
        }

        var log = new KafkaClientLog($"The transactional producer of {_processor.Name}", _logger);
        return await ProcessorTransaction.StartAsync(_processor, TransactionSettings.Of(_processor, options.Value, cluster), log, cancellationToken);
    }

    private KeyedWorkerPool CreateWorkers(IMessageHandler handler, ProcessorTransaction? transaction)
    {
        var (handles, writes) = transaction is null
            ? (handler, deadLetters)
            : (new TransactionalHandler(handler, transaction), new TransactionalDeadLetters(deadLetters, transaction));
        var executor = new MessageExecutor(_processor, handles, writes, status, time, loggers.CreateLogger<MessageExecutor>());
        status.Begins(() => executor.IsRetrying);
        return new KeyedWorkerPool(_processor.Options.Workers, handles, executor, time);
    }

    // The partitions are gone by now, and what would not end in time was cancelled; who does not listen to that is left behind.
    private async Task CloseAsync(KeyedWorkerPool workers)
    {
        try
        {
            await workers.CloseAsync(CancellationTime);
        }
        catch (TimeoutException)
        {
            LogLeftBehind(_processor.Name, CancellationTime);
        }
    }

    private async Task RepeatAsync(IScheduledWork work, CancellationToken cancellationToken)
    {
        var outage = new OutageNotice();
        new StartedWork(default, _processor.Name).Enter();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!status.IsPaused)
                {
                    await work.RunDueAsync(cancellationToken);
                }

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

    [LoggerMessage(Level = LogLevel.Error, Message = "{Processor} has crashed and starts again in {Delay}")]
    private partial void LogCrashed(Exception exception, string processor, TimeSpan delay);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Processor} is left out: {Reason}")]
    private partial void LogLeftOut(Exception? exception, string processor, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} still works on a message {Time} after it was cancelled, and is not waited for any more")]
    private partial void LogLeftBehind(string processor, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Processor} could not do its scheduled work and tries again every {Interval}")]
    private partial void LogScheduledWorkFailed(Exception exception, string processor, TimeSpan interval);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Processor} does its scheduled work again")]
    private partial void LogScheduledWorkGoesOn(string processor);
}
