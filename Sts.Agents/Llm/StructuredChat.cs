using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Sts.Agents.Llm;

/// <summary>Asks the model a question about some data and returns its answer as a checked value.</summary>
internal sealed class StructuredChat(ChatEndpoint endpoint, PromptFolder prompts, IOptions<AgentsOptions> options)
{
    private const int LongestQuotation = 4000;

    /// <summary>Asks, and asks once more when the answer isn't what was asked for.</summary>
    /// <exception cref="AgentException">The endpoint failed, or the second answer was of no use either.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(Prompt<TAnswer> prompt, object data, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var settings = prompt.Settings(options.Value.OpenAI);
        var history = new ChatHistory(prompts.Read(prompt));
        history.AddUserMessage(Prompt<TAnswer>.Encode(data));
        var first = await endpoint.CompleteAsync(history, settings, cancellationToken);
        if (prompt.TryRead(first, out var answer, out var problem))
            return answer;

        history.AddAssistantMessage(UtteranceData.Cut(first, LongestQuotation));
        history.AddUserMessage($"This can't be used: {problem} Answer again, with the JSON object alone.");
        var second = await endpoint.CompleteAsync(history, settings, cancellationToken);
        return prompt.TryRead(second, out answer, out problem)
            ? answer
            : throw new AgentException($"The model's answer can't be used, and neither can its repair: {problem} Check that Agents:OpenAI:Model can answer in JSON, and the prompt file {prompt.Name}.md.");
    }
}
