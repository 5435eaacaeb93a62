using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sts.Agents;
using Sts.Core.Privacy;

namespace Sts.Tests.Agents.Llm;

/// <summary>The agents as the host registers them, with the provider OpenAI on a <see cref="FakeLlmServer"/>.</summary>
internal sealed class LlmFixture : IAsyncDisposable
{
    public const string Key = "sk-very-secret";

    private readonly ServiceProvider _services;

    private LlmFixture(FakeLlmServer server, TimeProvider clock, Dictionary<string, string?> settings)
    {
        Server = server;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddSingleton(clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddPrivacy(configuration)
            .AddAgents(configuration)
            .BuildServiceProvider(validateScopes: true);
    }

    public FakeLlmServer Server { get; }

    public CollectingLoggerProvider Logs { get; } = new();

    public IEnumerable<string> Warnings => Logs.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static Task<LlmFixture> StartAsync(params (string Key, string Value)[] settings) => StartAsync(TimeProvider.System, settings);

    /// <summary>Starts on another clock. Time-outs and retries run by it too, so a clock that stands still suits calls that need neither.</summary>
    public static async Task<LlmFixture> StartAsync(TimeProvider clock, params (string Key, string Value)[] settings)
    {
        var server = await FakeLlmServer.StartAsync();
        var all = new Dictionary<string, string?>
        {
            ["Agents:Provider"] = "OpenAI",
            ["Agents:OpenAI:Endpoint"] = server.Endpoint,
            ["Agents:OpenAI:ApiKey"] = Key,
            ["Agents:OpenAI:Model"] = "test-model",
            ["Agents:OpenAI:RetryDelay"] = "00:00:00.001",
        };
        foreach (var (key, value) in settings)
            all[key.StartsWith("Agents:", StringComparison.Ordinal) || key.StartsWith("Privacy:", StringComparison.Ordinal) ? key : $"Agents:OpenAI:{key}"] = value;
        return new LlmFixture(server, clock, all);
    }

    public Task<RealtimeDecision> DecideAsync(string text, params ContextTurn[] earlier) =>
        Get<IRealtimeAgent>().DecideAsync(Some.Utterance(text, 3600), SessionContext.Of(earlier), CancellationToken.None);

    public CollectedMetric<T> Collect<T>(string instrument)
        where T : struct => new(Get<IMeterFactory>(), instrument);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
