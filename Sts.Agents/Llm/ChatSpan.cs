using System.Diagnostics;
using System.Text.Json;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI.Chat;
using Sts.Core.Diagnostics.Tracing;

namespace Sts.Agents.Llm;

/// <summary>The span of a chat completion, by OpenTelemetry's conventions for generative AI. What was said is on it only when the settings say so.</summary>
internal static class ChatSpan
{
    public static Activity? Start(OpenAIOptions options, OpenAIPromptExecutionSettings settings)
    {
        var endpoint = new Uri(options.Endpoint);
        return Tracer.Start($"chat {options.Model}", ActivityKind.Client)
            ?.SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", "openai")
            .SetTag("gen_ai.request.model", options.Model)
            .SetTag("gen_ai.request.max_tokens", settings.MaxTokens)
            .SetTag("gen_ai.request.temperature", settings.Temperature)
            .SetTag("server.address", endpoint.Host)
            .SetTag("server.port", endpoint.Port);
    }

    public static void Answered(Activity? span, ChatTokenUsage? usage) => span
        ?.SetTag("gen_ai.usage.input_tokens", usage?.InputTokenCount)
        .SetTag("gen_ai.usage.output_tokens", usage?.OutputTokenCount);

    /// <summary>Puts the words on the span.</summary>
    public static void Said(Activity? span, ChatHistory history, string answer) => span
        ?.SetTag("gen_ai.input.messages", Encode(history.Select(message => (message.Role.Label, message.Content ?? ""))))
        .SetTag("gen_ai.output.messages", Encode([("assistant", answer)]));

    private static string Encode(IEnumerable<(string Role, string Text)> messages) => JsonSerializer.Serialize(
        messages.Select(message => new { role = message.Role, parts = new[] { new { type = "text", content = message.Text } } }));
}
