using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace Sts.Agents.Llm;

/// <summary>What a model is asked: a prompt file, the type of the answer, and what makes an answer of that type acceptable.</summary>
/// <param name="name">The file's name without ending.</param>
/// <param name="check">Returns what is wrong with an answer, or null.</param>
internal sealed class Prompt<TAnswer>(string name, Func<TAnswer, string?> check) : IPrompt
    where TAnswer : class
{
    // Apostrophes and letters of all scripts stay as they are: escaped, they cost several tokens each. Nobody puts this into a web page.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static readonly JsonElement Schema = AIJsonUtilities.CreateJsonSchema(
        typeof(TAnswer),
        serializerOptions: Json,
        inferenceOptions: new AIJsonSchemaCreateOptions
        {
            TransformOptions = new AIJsonSchemaTransformOptions { RequireAllProperties = true, DisallowAdditionalProperties = true },
        });

    private readonly BinaryData _schema = BinaryData.FromString(Schema.GetRawText());

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IReadOnlyList<string> Fields { get; } = [.. Schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];

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

    /// <summary>Reads an answer by the schema; tolerates text around the JSON object, such as a code fence.</summary>
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
            problem = $"it is not the JSON that was asked for{Place(e)}: an object with {string.Join(", ", Fields)} and nothing else.";
        }

        return problem is null && answer is not null;
    }

    // The place is the model's own words when it is a field that nobody asked for, and those are repeated to nobody.
    private string Place(JsonException e) => Fields.FirstOrDefault(field => e.Path == $"$.{field}") is { } field ? $" (at {field})" : "";
}
