using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sts.Agents.Llm;
using Sts.Agents.Local;
using Sts.Core.Configuration;

namespace Sts.Agents;

/// <summary>Registers the agents.</summary>
public static class AgentsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IRealtimeAgent"/>, <see cref="ISessionManagementAgent"/>, <see cref="IDecisionAgent"/>,
    /// <see cref="ISummaryAgent"/> and <see cref="AgentProviderInfo"/>, by the section <c>Agents</c>.
    /// </summary>
    /// <exception cref="OptionsValidationException">Thrown at start when a setting is missing or wrong; names the key and the fix.</exception>
    public static IServiceCollection AddAgents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<AgentsOptions, AgentsOptionsValidator>()
            .BindSettings(configuration.GetSection(AgentsOptions.SectionName))
            .PostConfigure(options => options.OpenAI.ReadApiKeyFile());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<AgentMetrics>();
        services.AddLocalAgents();
        services.AddLlmAgents();

        services.AddSingleton<IRealtimeAgent>(provider => provider.Choose<LlmRealtimeAgent, LocalRealtimeAgent, IRealtimeAgent>(pair => new FallbackRealtimeAgent(pair)));
        services.AddSingleton<ISessionManagementAgent>(provider => provider.Choose<LlmSessionManagementAgent, LocalSessionManagementAgent, ISessionManagementAgent>(pair => new FallbackSessionManagementAgent(pair)));
        services.AddSingleton<IDecisionAgent>(provider => provider.Choose<LlmDecisionAgent, LocalDecisionAgent, IDecisionAgent>(pair => new FallbackDecisionAgent(pair)));
        services.AddSingleton<ISummaryAgent>(provider => provider.Choose<LlmSummaryAgent, Local.Summary.LocalSummaryAgent, ISummaryAgent>(pair => new FallbackSummaryAgent(pair)));
        services.AddSingleton(provider => Describe(provider.GetRequiredService<IOptions<AgentsOptions>>().Value));
        return services;
    }

    private static TAgent Choose<TModel, TLocal, TAgent>(this IServiceProvider provider, Func<Fallback<TAgent>, TAgent> withFallback)
        where TModel : class, TAgent
        where TLocal : class, TAgent
        where TAgent : class
    {
        var local = provider.GetRequiredService<TLocal>();
        return provider.GetRequiredService<IOptions<AgentsOptions>>().Value.UsesOpenAI
            ? withFallback(new Fallback<TAgent>(provider.GetRequiredService<TModel>(), local, provider.GetRequiredService<ProviderOutage>()))
            : local;
    }

    private static AgentProviderInfo Describe(AgentsOptions options) => options.UsesOpenAI
        ? new AgentProviderInfo(AgentsOptions.OpenAIProvider, $"{options.OpenAI.Model} at {options.OpenAI.PublicEndpoint}, falling back to the local grammar")
        : new AgentProviderInfo(AgentsOptions.LocalProvider, "built-in grammar, offline");
}
