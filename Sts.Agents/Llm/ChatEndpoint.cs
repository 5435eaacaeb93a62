using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI.Chat;
using Sts.Core.Privacy;

namespace Sts.Agents.Llm;

/// <summary>Has the model complete a chat, within the budget and in time, and measures that.</summary>
internal sealed class ChatEndpoint(
    IChatCompletionService chat, EndpointBudget budget, IOptions<AgentsOptions> options, IOptions<PrivacyOptions> privacy, AgentMetrics metrics, TimeProvider time)
{
    private const int LongestAnswer = 64 * 1024;
    private const int TokensOfAnAnswer = 200;

    private readonly OpenAIOptions _options = options.Value.OpenAI;
    private readonly string _server = new Uri(options.Value.OpenAI.Endpoint).Host;

    /// <summary>Returns what the model says.</summary>
    /// <exception cref="AgentException">The endpoint failed or the budget is used up; the message names the setting to look at.</exception>
    public async Task<string> CompleteAsync(ChatHistory history, OpenAIPromptExecutionSettings settings, CancellationToken cancellationToken)
    {
        using var span = ChatSpan.Start(_options, settings);
        var started = time.GetTimestamp();
        var taken = 0;
        using var inTime = new CancellationTokenSource(_options.TotalTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(inTime.Token, cancellationToken);
        try
        {
            var estimate = history.Sum(message => TokenEstimate.Of(message.Content ?? "")) + TokensOfAnAnswer;
            budget.TakeTokens(estimate);
            taken = estimate;
            var (answer, usage) = _options.Streaming
                ? await StreamAsync(history, settings, either.Token)
                : await ReadAsync(history, settings, either.Token);
            metrics.Completed(time.GetElapsedTime(started), _options.Model!, _server, errorType: null);
            Count(usage, taken);
            ChatSpan.Answered(span, usage);
            if (privacy.Value.LogText)
                ChatSpan.Said(span, history, answer);
            return answer;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = EndpointFailure.Of(e, _options);
            span?.SetTag("error.type", failure.ErrorType).SetStatus(ActivityStatusCode.Error);
            metrics.Completed(time.GetElapsedTime(started), _options.Model!, _server, failure.ErrorType);
            // A model that didn't answer in time has been at work nevertheless.
            if (failure.ErrorType != EndpointFailure.Timeout)
                budget.Correct(-taken);
            throw new AgentException(failure.Message);
        }
    }

    private async Task<(string Answer, ChatTokenUsage? Usage)> ReadAsync(
        ChatHistory history, OpenAIPromptExecutionSettings settings, CancellationToken cancellationToken)
    {
        var message = await chat.GetChatMessageContentAsync(history, settings, kernel: null, cancellationToken);
        return (message.Content ?? "", UsageIn(message.Metadata));
    }

    private async Task<(string Answer, ChatTokenUsage? Usage)> StreamAsync(
        ChatHistory history, OpenAIPromptExecutionSettings settings, CancellationToken cancellationToken)
    {
        var answer = new StringBuilder();
        ChatTokenUsage? usage = null;
        await foreach (var part in chat.GetStreamingChatMessageContentsAsync(history, settings, kernel: null, cancellationToken))
        {
            answer.Append(part.Content);
            usage = UsageIn(part.Metadata) ?? usage;
            if (answer.Length > LongestAnswer)
                throw new EndpointException("too_long", "The endpoint's answer is too long to be one.");
        }

        return (answer.ToString(), usage);
    }

    private static ChatTokenUsage? UsageIn(IReadOnlyDictionary<string, object?>? metadata) => metadata?.GetValueOrDefault("Usage") as ChatTokenUsage;

    private void Count(ChatTokenUsage? usage, int taken)
    {
        if (usage is null)
            return;
        metrics.Used("input", usage.InputTokenCount, _options.Model!, _server);
        metrics.Used("output", usage.OutputTokenCount, _options.Model!, _server);
        budget.Correct(usage.InputTokenCount + usage.OutputTokenCount - taken);
    }
}
