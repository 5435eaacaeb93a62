using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Sts.Agents;
using Sts.Agents.Speech;
using Sts.Core.Diagnostics;
using Sts.Core.Messages;
using Sts.Core.Messaging;
using Sts.Core.Schemas;
using Sts.Core.Storage;
using Sts.Processors;
using Sts.Tests.Integration;

namespace Sts.Tests.Processors;

/// <summary>The processors with a real SQLite database and the built-in agents, and with what they produce kept instead of sent.</summary>
internal sealed class ProcessorServices : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private long _offset;

    private ProcessorServices(Action<IServiceCollection>? configure, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings).AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = _folder.Path }).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IPipelineEvents, PipelineEvents>()
            .AddSingleton<ITopicProgress, CaughtUp>()
            .AddSingleton<ISpeaker>(Speaker)
            .AddSingleton<ITopicWatch<TranscriptionSegment>>(Utterances)
            .AddSingleton<ITopicProducer<ActionMessage>>(Actions)
            .AddSingleton<ITopicProducer<SessionMgmtMessage>>(Requests)
            .AddSingleton<ITopicProducer<AggregatorRequest>>(Aggregations)
            .AddStorage(configuration)
            .AddAgents(configuration)
            .AddProcessorServices(configuration);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Now);

    public CollectingProducer<ActionMessage> Actions { get; } = new();

    public CollectingProducer<SessionMgmtMessage> Requests { get; } = new();

    public CollectingProducer<AggregatorRequest> Aggregations { get; } = new();

    public RecordingSpeaker Speaker { get; } = new();

    public ScriptedWatch Utterances { get; } = new();

    public IHistory History => _services.GetRequiredService<IHistory>();

    public static async Task<ProcessorServices> CreateAsync(Action<IServiceCollection>? configure = null, Dictionary<string, string?>? settings = null)
    {
        var services = new ProcessorServices(configure, settings ?? []);
        await services._services.GetRequiredService<IDatabaseInitializer>().InitializeAsync(CancellationToken.None);
        return services;
    }

    public TService Get<TService>()
        where TService : notnull => _services.GetRequiredService<TService>();

    public TProcessor Create<TProcessor>() => ActivatorUtilities.CreateInstance<TProcessor>(_services);

    public Task SayAsync(AvroProcessor<TranscriptionSegment> processor, string user, string text, DateTimeOffset? at = null) =>
        SendAsync(processor, new TranscriptionSegment(EventTime.Format(at ?? Time.GetUtcNow()), text, user));

    public Task StoreAsync(string user, params (DateTimeOffset At, string Text)[] utterances) =>
        Create<PersistenceProcessor>().ProcessAsync(
            [.. utterances.Select(utterance => Context(new TranscriptionSegment(EventTime.Format(utterance.At), utterance.Text, user)))], CancellationToken.None);

    public Task SendAsync<TMessage>(AvroProcessor<TMessage> processor, TMessage message)
        where TMessage : class, IAvroRecord<TMessage> => processor.ProcessAsync(Context(message), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private MessageContext<TMessage> Context<TMessage>(TMessage message) => new(message, null, new MessagePosition("log", "topic", 0, _offset++));

    private sealed class CaughtUp : ITopicProgress
    {
        public Task WaitUntilCaughtUpAsync(string processor, string topic, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
