using Microsoft.Extensions.Options;

namespace Sts.Agents.Llm;

/// <summary>Lets the model decide whether the user asks to end the session.</summary>
internal sealed class LlmSessionManagementAgent(StructuredChat chat, IOptions<AgentsOptions> options) : ISessionManagementAgent
{
    private readonly Prompt<SessionDecision> _prompt = new("session-management", decision => Reasoning.Problem(decision.Reasoning));

    public Task<SessionDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) =>
        DecideAsync(utterance, SessionContext.None, cancellationToken);

    public async Task<SessionDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken) => await chat.AskAsync(
        _prompt, await ContextData.OfAsync(utterance, context, options.Value.OpenAI.MaxUtteranceCharacters, cancellationToken), cancellationToken);
}
