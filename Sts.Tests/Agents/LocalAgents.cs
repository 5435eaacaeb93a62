using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Agents.Local;
using Sts.Agents.Local.Grammar;
using Sts.Agents.Local.Model;

namespace Sts.Tests.Agents;

/// <summary>The local agents as they are built in.</summary>
internal static class LocalAgents
{
    public static readonly RuleGrammar Grammar = GrammarParser.Parse(GrammarFile.Embedded());

    public static readonly RequestAnalyser Analyser = new(Grammar);

    public static readonly RequestNetwork Network = NetworkFile.ReadEmbedded();

    public static readonly RequestStages Stages = WithThreshold(0.5);

    public static readonly LocalRealtimeAgent Realtime = new(Stages);

    public static readonly LocalSessionManagementAgent SessionManagement = new(Grammar);

    public static RequestStages WithThreshold(double threshold) =>
        new(Analyser, Network, Options.Create(new AgentsOptions { Local = { Threshold = threshold } }));
}
