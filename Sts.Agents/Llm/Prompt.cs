using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace Sts.Agents.Llm;

/// <summary>A prompt file, the type of its answer, and what makes an answer of that type acceptable.</summary>
/// <param name="name">The file's name in <c>Prompts/</c>, without ending.</param>
/// <param name="check">Returns what is wrong with an answer, or null.</param>
internal sealed class Prompt<TAnswer>(string name, Func<TAnswer, string?> check)
    where TAnswer : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    private readonly BinaryData _schema = BinaryData.FromString(AIJsonUtilities.CreateJsonSchema(
        typeof(TAnswer),
        serializerOptions: Json,
        inferenceOptions: new AIJsonSchemaCreateOptions
        {
            TransformOptions = new AIJsonSchemaTransformOptions { RequireAllProperties = true, DisallowAdditionalProperties = true },
        }).GetRawText());

    /// <summary>The file's text: the system message.</summary>
    public string Instructions { get; } = PromptFile.Read(name);

    /// <summary>Puts data into the one form it travels in: a JSON object, so that none of it can pass for an instruction.</summary>
    public static string Encode(object data) => JsonSerializer.Serialize(data, Json);

    public OpenAIPromptExecutionSettings Settings(OpenAIOptions options) => new()
    {
        Temperature = options.Temperature,
        ResponseFormat = options.ResponseFormat switch
        {
            OpenAIOptionsRules.JsonSchema => ChatResponseFormat.CreateJsonSchemaFormat(name.Replace('-', '_'), _schema, jsonSchemaIsStrict: true),
            OpenAIOptionsRules.JsonObject => ChatResponseFormat.CreateJsonObjectFormat(),
            _ => null,
        },
    };

    /// <summary>Reads an answer; tolerates text around the JSON object, such as a code fence.</summary>
    public bool TryRead(string text, [NotNullWhen(true)] out TAnswer? answer, [NotNullWhen(false)] out string? problem)
    {
        answer = null;
        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (start < 0 || end < start)
        {
            problem = "it holds no JSON object.";
            return false;
        }

        try
        {
            answer = JsonSerializer.Deserialize<TAnswer>(text.AsSpan(start, end - start + 1), Json);
            problem = answer is null ? "it is null." : check(answer);
        }
        catch (JsonException e)
        {
            problem = $"it is not the JSON that was asked for (at {e.Path ?? "$"}).";
        }

        return problem is null && answer is not null;
    }
}
