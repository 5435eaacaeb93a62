using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Lets the model decide whether the user asks to end the session.</summary>
internal sealed class LlmSessionManagementAgent(StructuredChat chat, IOptions<AgentsOptions> options) : ISessionManagementAgent
{
    private readonly Prompt<SessionDecision> _prompt = new("session-management", decision => Reasoning.Problem(decision.Reasoning));

    public Task<SessionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        chat.AskAsync(_prompt, UtteranceData.Of(utterance, options.Value.OpenAI.MaxUtteranceCharacters), cancellationToken);
}
