using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sts.Core.Kafka;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;
using Sts.Core.Storage;
using Sts.Tests.Core.Storage;

namespace Sts.Tests.Integration.Engine;

/// <summary>One engine with the probe as its only processor: a member of the group.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(30);

    private readonly CollectingLoggerProvider _log = new();
    private readonly IHost _host;
    private bool _stopped;

    private EngineHost(string name, IReadOnlyDictionary<string, string?> settings, ISchemaStore schemas, Probe probe)
    {
        Name = name;
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(_log).SetMinimumLevel(LogLevel.Debug);
        // Who stops too late fails the test, rather than being given up by the host.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = 2 * StopDeadline);
        builder.Services.AddMetrics().AddSingleton(probe).AddSingleton(schemas).AddSingleton<IDatabaseInitializer, NoDatabase>();
        builder.Services.AddSchemas(builder.Configuration).AddProcessing(builder.Configuration, [typeof(ProbeProcessor).Assembly]);
        _host = builder.Build();
    }

    public string Name { get; }

    public IReadOnlyCollection<string> Log => [.. _log.Entries.Select(entry => $"{entry.Level}: {entry.Message}")];

    /// <summary>Lets a test stop a thread of the engine where it logs something.</summary>
    public void OnLogged(Action<string> action) => _log.OnLogged = action;

    public bool IsReady => _host.Services.GetRequiredService<ProcessorMonitor>().IsReady;

    /// <summary>How the probe is doing.</summary>
    public ProcessorStatus Probe => _host.Services.GetRequiredService<ProcessorMonitor>().Find("probe")!;

    /// <summary>Starts an engine; it joins the group when it gets to it.</summary>
    public static async Task<EngineHost> StartAsync(string name, IReadOnlyDictionary<string, string?> settings, ISchemaStore schemas, Probe probe)
    {
        var engine = new EngineHost(name, settings, schemas, probe);
        await engine._host.StartAsync();
        return engine;
    }

    /// <summary>Stops it as SIGTERM does.</summary>
    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _host.StopAsync().WaitAsync(StopDeadline);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
        var log = Log.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal));
        TestContext.Out.WriteLine($"{Name} logged:{Environment.NewLine}{string.Join(Environment.NewLine, log)}");
    }
}
