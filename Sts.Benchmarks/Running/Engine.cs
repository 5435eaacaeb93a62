using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Schemas;
using Sts.Core.Storage;

namespace Sts.Benchmarks.Running;

/// <summary>The engine of STS in this process, as a host registers it, with one processor switched on.</summary>
internal sealed class Engine(IHost host, Meter meter) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Runs a processor on a backlog until it is finished.</summary>
    /// <param name="bench">What to work with.</param>
    /// <param name="processor">The processor's class.</param>
    /// <param name="backlog">What it consumes.</param>
    /// <param name="settings">Settings beside those for the servers; <c>*</c> at the beginning stands for the processor's own section.</param>
    /// <param name="services">Adds what the processor needs; it gets the meter anyway.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    public static async Task<Usage> ConsumeAsync(
        Bench bench, Type processor, Backlog backlog, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? services, CancellationToken cancellationToken) =>
        await ConsumeAsync(bench, processor, backlog, new Meter(backlog.Count), settings, services, cancellationToken);

    /// <inheritdoc cref="ConsumeAsync(Bench, Type, Backlog, IReadOnlyDictionary{string, string}, Action{IServiceCollection}, CancellationToken)"/>
    public static async Task<Usage> ConsumeAsync(
        Bench bench, Type processor, Backlog backlog, Meter meter, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? services,
        CancellationToken cancellationToken)
    {
        await using var engine = await StartAsync(bench, processor, backlog, meter, settings, services, cancellationToken);
        return await engine.FinishAsync(cancellationToken);
    }

    /// <summary>Starts a processor in a group of its own.</summary>
    /// <inheritdoc cref="ConsumeAsync(Bench, Type, Backlog, Meter, IReadOnlyDictionary{string, string}, Action{IServiceCollection}, CancellationToken)"/>
    public static async Task<Engine> StartAsync(
        Bench bench, Type processor, Backlog backlog, Meter meter, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? services,
        CancellationToken cancellationToken)
    {
        var group = bench.NewGroup();
        backlog.Offer(group);
        var section = $"Processors:{ProcessorDescriptor.NameOf(processor)}";
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration
            .AddInMemoryCollection(backlog.Kafka.Settings())
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"{section}:Enabled"] = "true", [$"{section}:GroupId"] = group, ["Data:Directory"] = bench.Folder })
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("*", section, StringComparison.Ordinal), setting.Value)));
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.Services
            .AddSingleton(meter)
            .AddSingleton(bench.Registry)
            .AddStorage(builder.Configuration)
            .AddSchemas(builder.Configuration)
            .AddProcessing(builder.Configuration, [processor.Assembly]);
        services?.Invoke(builder.Services);
        // What a run before has left behind is not this run's.
        GC.Collect();
        var engine = new Engine(builder.Build(), meter);
        await engine.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>Waits until all messages are done.</summary>
    /// <exception cref="InvalidOperationException">The processor does not get on.</exception>
    public async Task<Usage> FinishAsync(CancellationToken cancellationToken)
    {
        var (done, since) = (-1L, TimeProvider.System.GetTimestamp());
        while (await Task.WhenAny(meter.Finished, Task.Delay(PollInterval, cancellationToken)) != meter.Finished)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (meter.Done != done)
            {
                (done, since) = (meter.Done, TimeProvider.System.GetTimestamp());
            }
            else if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                var monitor = host.Services.GetRequiredService<ProcessorMonitor>();
                var reason = monitor.StartupFailure?.Message ?? monitor.Statuses.Single().LastError?.Message ?? "It tells of no error.";
                throw new InvalidOperationException($"The processor has done {done:N0} messages and then none for {Patience}. {reason}");
            }
        }

        return await meter.Finished;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private Task StartAsync(CancellationToken cancellationToken) => host.StartAsync(cancellationToken);
}
