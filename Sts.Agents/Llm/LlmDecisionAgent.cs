using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Lets the model decide whether an action is required.</summary>
internal sealed class LlmDecisionAgent(StructuredChat chat, IOptions<AgentsOptions> options) : IDecisionAgent
{
    private readonly Prompt<ActionDecision> _prompt = new("decision", decision => Reasoning.Problem(decision.Reasoning));

    public Task<ActionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        chat.AskAsync(_prompt, UtteranceData.Of(utterance, options.Value.OpenAI.MaxUtteranceCharacters), cancellationToken);
}
