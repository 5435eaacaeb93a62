using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Lets the model decide, and answer in its reasoning.</summary>
internal sealed class LlmRealtimeAgent(StructuredChat chat, IOptions<AgentsOptions> options) : IRealtimeAgent
{
    private readonly Prompt<RealtimeDecision> _prompt = new("realtime", decision => Reasoning.Problem(decision.Reasoning));

    public async Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        var data = UtteranceData.Of(utterance, options.Value.OpenAI.MaxUtteranceCharacters);
        var decision = await chat.AskAsync(_prompt, data, cancellationToken);
        return decision.ActionRequired ? decision : new RealtimeDecision(false, decision.Reasoning);
    }
}
