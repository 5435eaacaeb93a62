using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Lets the model decide whether an action is required.</summary>
internal sealed class LlmDecisionAgent(StructuredChat chat, IOptions<AgentsOptions> options) : IDecisionAgent
{
    private readonly Prompt<DecisionAnswer> _prompt = new("decision", answer => Reasoning.Problem(answer.Reasoning));

    public async Task<ActionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        var answer = await chat.AskAsync(_prompt, UtteranceData.Of(utterance, options.Value.OpenAI.MaxUtteranceCharacters), cancellationToken);
        return new ActionDecision(answer.ActionRequired, answer.Reasoning) { Ground = new DecisionGround(DecisionGround.ModelStage, Grammar: null) };
    }
}
