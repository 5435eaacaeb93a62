using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Core.Plugins;

namespace Sts.Host.Cli;

/// <summary>The agent that is evaluated, by itself: no host, no broker, no database.</summary>
internal sealed class EvalAgent : IAsyncDisposable
{
    public const string Realtime = "realtime";
    public const string Decision = "decision";

    private readonly ServiceProvider _services;

    private EvalAgent(ServiceProvider services, string agent)
    {
        _services = services;
        var provider = services.GetRequiredService<AgentProviderInfo>();
        IsFree = provider.Name == AgentsOptions.LocalProvider;
        Description = $"{agent} agent, provider {provider.Name} ({provider.Description})";
        DecideAsync = agent == Realtime ? ByRealtime(services.GetRequiredService<IRealtimeAgent>()) : ByDecision(services.GetRequiredService<IDecisionAgent>());
    }

    /// <summary>Which agent, and who decides in it.</summary>
    public string Description { get; }

    /// <summary>Whether asking costs nothing.</summary>
    public bool IsFree { get; }

    /// <summary>Decides on an utterance: whether there is an action, and how likely one is wanted if the provider says so.</summary>
    public Func<Utterance, CancellationToken, Task<(bool ActionRequired, double? Confidence)>> DecideAsync { get; }

    /// <exception cref="OptionsValidationException">A setting is wrong; names the key and the fix.</exception>
    public static EvalAgent Create(IConfiguration configuration, string agent)
    {
        var services = new ServiceCollection()
            .AddSingleton(configuration)
            .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
            .AddAgents(configuration)
            .AddPlugins(configuration, PluginCatalog.Load(configuration))
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return new EvalAgent(services, agent);
    }

    /// <summary>Begins to count what the agent costs.</summary>
    public EvalMeter Measure() => new(_services.GetRequiredService<IMeterFactory>());

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static Func<Utterance, CancellationToken, Task<(bool, double?)>> ByRealtime(IRealtimeAgent agent) => async (utterance, cancellationToken) =>
    {
        var decision = await agent.DecideAsync(utterance, cancellationToken);
        return (decision.ActionRequired, decision.Confidence);
    };

    private static Func<Utterance, CancellationToken, Task<(bool, double?)>> ByDecision(IDecisionAgent agent) => async (utterance, cancellationToken) =>
    {
        var decision = await agent.DecideAsync(utterance, cancellationToken);
        return (decision.ActionRequired, decision.Confidence);
    };
}
