using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;
using OpenAI.Chat;
using ChatMessageContent = Microsoft.SemanticKernel.ChatMessageContent;

namespace Sts.Agents.Llm;

/// <summary>Asks the model a question about some data and returns its answer as a checked value.</summary>
internal sealed class StructuredChat(
    IChatCompletionService chat, IOptions<AgentsOptions> options, AgentMetrics metrics, TimeProvider time)
{
    private readonly string _model = options.Value.OpenAI.Model ?? "";
    private readonly string _server = new Uri(options.Value.OpenAI.Endpoint).Host;

    /// <summary>Asks, and asks once more when the answer isn't what was asked for.</summary>
    /// <exception cref="AgentException">The endpoint failed, or the second answer was of no use either.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(Prompt<TAnswer> prompt, object data, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var history = new ChatHistory(prompt.Instructions);
        history.AddUserMessage(Prompt<TAnswer>.Encode(data));
        var first = await CompleteAsync(history, prompt, cancellationToken);
        if (prompt.TryRead(first, out var answer, out var problem))
            return answer;

        history.AddAssistantMessage(first);
        history.AddUserMessage($"This can't be used: {problem} Answer again, with the JSON object alone.");
        var second = await CompleteAsync(history, prompt, cancellationToken);
        return prompt.TryRead(second, out answer, out problem)
            ? answer
            : throw new AgentException($"The model's answer can't be used: {problem}");
    }

    private async Task<string> CompleteAsync<TAnswer>(ChatHistory history, Prompt<TAnswer> prompt, CancellationToken cancellationToken)
        where TAnswer : class
    {
        var started = time.GetTimestamp();
        try
        {
            var message = await chat.GetChatMessageContentAsync(history, prompt.Settings(options.Value.OpenAI), kernel: null, cancellationToken);
            metrics.Completed(time.GetElapsedTime(started), _model, _server, errorType: null);
            RecordUsage(message);
            return message.Content ?? "";
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = EndpointFailure.Of(e);
            metrics.Completed(time.GetElapsedTime(started), _model, _server, failure.ErrorType);
            throw new AgentException(failure.Message);
        }
    }

    private void RecordUsage(ChatMessageContent message)
    {
        if (message.Metadata?.GetValueOrDefault("Usage") is not ChatTokenUsage usage)
            return;
        metrics.Used("input", usage.InputTokenCount, _model, _server);
        metrics.Used("output", usage.OutputTokenCount, _model, _server);
    }
}
