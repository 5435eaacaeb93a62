using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Agents.Llm;
using Sts.Agents.Local;
using Sts.Agents.Local.Summary;
using Sts.Agents.Ordering;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Agents;

/// <summary>Registers the agents.</summary>
public static partial class AgentsServiceCollectionExtensions
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
        services.AddNamedProviders();
        services.AddMetrics();
        services.AddSingleton<AgentMetrics>();
        services.AddLocalAgents();
        services.AddLlmAgents();
        services.AddSingleton<FollowUpRealtimeAgent>();
        services.AddSingleton<ISystemCheck, ModelCheck>();

        services.AddAgent<IRealtimeAgent, FollowUpRealtimeAgent, LlmRealtimeAgent>(agents => new OrderedRealtimeAgent(agents));
        services.AddAgent<ISessionManagementAgent, LocalSessionManagementAgent, LlmSessionManagementAgent>(agents => new OrderedSessionManagementAgent(agents));
        services.AddAgent<IDecisionAgent, LocalDecisionAgent, LlmDecisionAgent>(agents => new OrderedDecisionAgent(agents));
        services.AddAgent<ISummaryAgent, LocalSummaryAgent, LlmSummaryAgent>(agents => new OrderedSummaryAgent(agents));
        services.AddSingleton(provider => Describe(provider.GetRequiredService<IOptions<AgentsOptions>>().Value, provider.GetRequiredService<NamedProviders>()));
        return services;
    }

    /// <summary>What a provider may be the provider of.</summary>
    internal static Type[] Kinds { get; } = [typeof(IRealtimeAgent), typeof(ISessionManagementAgent), typeof(IDecisionAgent), typeof(ISummaryAgent)];

    private static void AddAgent<TAgent, TLocal, TModel>(this IServiceCollection services, Func<OrderedAgents<TAgent>, TAgent> inOrder)
        where TAgent : class
        where TLocal : class, TAgent
        where TModel : class, TAgent
    {
        services.AddKeyedSingleton<TAgent>(AgentsOptions.LocalProvider, (provider, _) => provider.GetRequiredService<TLocal>());
        services.AddKeyedSingleton<TAgent>(AgentsOptions.OpenAIProvider, (provider, _) => provider.GetRequiredService<TModel>());
        services.AddSingleton(provider => provider.Choose(inOrder));
    }

    // A provider that is there for some of the agents only leaves the others to the local ones.
    private static TAgent Choose<TAgent>(this IServiceProvider provider, Func<OrderedAgents<TAgent>, TAgent> inOrder)
        where TAgent : class
    {
        var options = provider.GetRequiredService<IOptions<AgentsOptions>>().Value;
        var local = provider.GetRequiredKeyedService<TAgent>(AgentsOptions.LocalProvider);
        return options.UsesModel && provider.GetRequiredService<NamedProviders>().Find(options.ModelProvider, typeof(TAgent)) is { } name && provider.Create<TAgent>(name) is { } model
            ? inOrder(new OrderedAgents<TAgent>(local, model, options, provider.GetRequiredService<ProviderOutage>()))
            : local;
    }

    // What is wrong with a plugin's agent keeps nobody from deciding.
    private static TAgent? Create<TAgent>(this IServiceProvider provider, string name)
        where TAgent : class
    {
        try
        {
            return provider.GetRequiredKeyedService<TAgent>(name);
        }
        catch (Exception exception) when (name is not AgentsOptions.OpenAIProvider)
        {
            LogNotCreated(provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AgentsServiceCollectionExtensions)), exception, typeof(TAgent).Name, name);
            return null;
        }
    }

    private static AgentProviderInfo Describe(AgentsOptions options, NamedProviders providers)
    {
        if (options.UsesModel && !options.UsesOpenAI)
        {
            var name = providers.Find(options.ModelProvider, Kinds);
            return name is null
                ? new AgentProviderInfo(AgentsOptions.LocalProvider, $"built-in grammar and classifier, as {options.ModelProvider} is not there")
                : new AgentProviderInfo(name, $"{options.EffectiveOrder}: {name}, of a plugin, and the built-in grammar");
        }

        var model = $"{options.OpenAI.Model} at {options.OpenAI.PublicEndpoint}";
        return options.EffectiveOrder switch
        {
            AgentOrder.LocalFirst => new AgentProviderInfo(AgentsOptions.OpenAIProvider, $"LocalFirst: built-in grammar, then {model}"),
            AgentOrder.LlmFirst => new AgentProviderInfo(AgentsOptions.OpenAIProvider, $"LlmFirst: {model}, falling back to the local grammar"),
            AgentOrder.LlmOnly => new AgentProviderInfo(AgentsOptions.OpenAIProvider, $"LlmOnly: {model}"),
            _ => new AgentProviderInfo(AgentsOptions.LocalProvider, "built-in grammar and classifier, offline"),
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Agent} of {Provider} can't be created; the local one decides instead")]
    private static partial void LogNotCreated(ILogger logger, Exception exception, string agent, string provider);
}
