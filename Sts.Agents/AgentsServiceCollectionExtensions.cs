using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sts.Agents.Llm;
using Sts.Agents.Local;
using Sts.Agents.Local.Summary;
using Sts.Agents.Ordering;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;

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
            .ValidateSettings(configuration.GetSection(AgentsOptions.SectionName))
            .PostConfigure(options => options.OpenAI.ReadApiKeyFile());
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<AgentMetrics>();
        services.AddLocalAgents();
        services.AddLlmAgents();
        services.AddSingleton<FollowUpRealtimeAgent>();
        services.AddSingleton<ISystemCheck, ModelCheck>();

        services.AddSingleton<IRealtimeAgent>(provider => provider.Choose<LlmRealtimeAgent, FollowUpRealtimeAgent, IRealtimeAgent>(agents => new OrderedRealtimeAgent(agents)));
        services.AddSingleton<ISessionManagementAgent>(provider => provider.Choose<LlmSessionManagementAgent, LocalSessionManagementAgent, ISessionManagementAgent>(agents => new OrderedSessionManagementAgent(agents)));
        services.AddSingleton<IDecisionAgent>(provider => provider.Choose<LlmDecisionAgent, LocalDecisionAgent, IDecisionAgent>(agents => new OrderedDecisionAgent(agents)));
        services.AddSingleton<ISummaryAgent>(provider => provider.Choose<LlmSummaryAgent, LocalSummaryAgent, ISummaryAgent>(agents => new OrderedSummaryAgent(agents)));
        services.AddSingleton(provider => Describe(provider.GetRequiredService<IOptions<AgentsOptions>>().Value));
        return services;
    }

    private static TAgent Choose<TModel, TLocal, TAgent>(this IServiceProvider provider, Func<OrderedAgents<TAgent>, TAgent> inOrder)
        where TModel : class, TAgent
        where TLocal : class, TAgent
        where TAgent : class
    {
        var options = provider.GetRequiredService<IOptions<AgentsOptions>>().Value;
        var local = provider.GetRequiredService<TLocal>();
        return options.UsesModel
            ? inOrder(new OrderedAgents<TAgent>(local, provider.GetRequiredService<TModel>(), options, provider.GetRequiredService<ProviderOutage>()))
            : local;
    }

    private static AgentProviderInfo Describe(AgentsOptions options)
    {
        var model = $"{options.OpenAI.Model} at {options.OpenAI.PublicEndpoint}";
        return options.EffectiveOrder switch
        {
            AgentOrder.LocalFirst => new AgentProviderInfo(AgentsOptions.OpenAIProvider, $"LocalFirst: built-in grammar, then {model}"),
            AgentOrder.LlmFirst => new AgentProviderInfo(AgentsOptions.OpenAIProvider, $"LlmFirst: {model}, falling back to the local grammar"),
            AgentOrder.LlmOnly => new AgentProviderInfo(AgentsOptions.OpenAIProvider, $"LlmOnly: {model}"),
            _ => new AgentProviderInfo(AgentsOptions.LocalProvider, "built-in grammar and classifier, offline"),
        };
    }
}
