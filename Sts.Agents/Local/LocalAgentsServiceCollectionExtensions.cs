using Microsoft.Extensions.DependencyInjection;
using Sts.Agents.Local.Grammar;
using Sts.Agents.Local.Summary;

namespace Sts.Agents.Local;

/// <summary>Registers the offline agents.</summary>
internal static class LocalAgentsServiceCollectionExtensions
{
    public static IServiceCollection AddLocalAgents(this IServiceCollection services) => services
        .AddSingleton(_ => GrammarParser.Parse(GrammarFile.Embedded()))
        .AddSingleton<RequestAnalyser>()
        .AddSingleton<LocalRealtimeAgent>()
        .AddSingleton<LocalSessionManagementAgent>()
        .AddSingleton<LocalDecisionAgent>()
        .AddSingleton<LocalSummaryAgent>();
}
