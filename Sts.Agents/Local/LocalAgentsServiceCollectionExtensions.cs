using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents.Local.Grammar;
using Sts.Agents.Local.Model;
using Sts.Agents.Local.Summary;

namespace Sts.Agents.Local;

/// <summary>Registers the offline agents.</summary>
internal static class LocalAgentsServiceCollectionExtensions
{
    public static IServiceCollection AddLocalAgents(this IServiceCollection services) => services
        .AddSingleton(provider => GrammarFile.ParseAll(provider.GetRequiredService<IOptions<AgentsOptions>>().Value.Local.Sentences))
        .AddSingleton(_ => NetworkFile.ReadEmbedded())
        .AddSingleton<RequestAnalyser>()
        .AddSingleton<RequestStages>()
        .AddSingleton<LocalRealtimeAgent>()
        .AddSingleton<LocalSessionManagementAgent>()
        .AddSingleton<LocalDecisionAgent>()
        .AddSingleton<LocalSummaryAgent>();
}
