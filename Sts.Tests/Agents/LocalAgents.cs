using Sts.Agents.Local;
using Sts.Agents.Local.Grammar;

namespace Sts.Tests.Agents;

/// <summary>The local agents on the built-in rules.</summary>
internal static class LocalAgents
{
    public static readonly RuleGrammar Grammar = GrammarParser.Parse(GrammarFile.Embedded());

    public static readonly RequestAnalyser Analyser = new(Grammar);

    public static readonly LocalRealtimeAgent Realtime = new(Analyser);

    public static readonly LocalSessionManagementAgent SessionManagement = new(Grammar);
}
