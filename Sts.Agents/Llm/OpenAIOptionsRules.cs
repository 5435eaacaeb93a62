namespace Sts.Agents.Llm;

/// <summary>What <see cref="OpenAIOptions"/> must satisfy. The messages never quote a key.</summary>
internal static class OpenAIOptionsRules
{
    public const string JsonSchema = "json_schema";
    public const string JsonObject = "json_object";
    public const string Text = "text";

    private const int LeastContext = 2000;

    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Returns what is wrong, each with the key and the fix.</summary>
    public static IEnumerable<string> Problems(OpenAIOptions options) => Address(options).Concat(Key(options)).Concat(Limits(options));

    private static IEnumerable<string> Address(OpenAIOptions options)
    {
        if (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            yield return "Agents:OpenAI:Endpoint is not an http(s) address. Set it to the base address of the API, such as https://api.openai.com/v1.";
        if (string.IsNullOrWhiteSpace(options.Model))
            yield return "Agents:OpenAI:Model is missing. Set it to the name of a chat model that the endpoint serves.";
        if (options.ApiVersion?.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')) == true)
            yield return $"Agents:OpenAI:ApiVersion is '{options.ApiVersion}'. Set it to a version such as 2024-10-21, or remove it.";
        if (options.ResponseFormat is not (JsonSchema or JsonObject or Text))
            yield return $"Agents:OpenAI:ResponseFormat is '{options.ResponseFormat}'. Set it to json_schema, json_object or text.";
        if (options.Temperature is < 0 or > 2)
            yield return "Agents:OpenAI:Temperature is out of range. Set it to 0 to 2.";
    }

    private static IEnumerable<string> Key(OpenAIOptions options)
    {
        if (options.ApiKeyFile is not null && !File.Exists(options.ApiKeyFile))
            yield return $"Agents:OpenAI:ApiKeyFile names '{options.ApiKeyFile}', which doesn't exist or can't be read. Create it, or remove the setting.";
        if (options.ApiKey?.Any(c => char.IsControl(c) || c > 126) == true)
            yield return "Agents:OpenAI:ApiKey has characters that a header can't carry. Set it, or the content of Agents:OpenAI:ApiKeyFile, to the key alone.";
        if (options.KeyHeader.Length == 0 || !options.KeyHeader.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return "Agents:OpenAI:KeyHeader is no name of a header. Set it to Authorization, or to api-key for Azure OpenAI.";
    }

    private static IEnumerable<string> Limits(OpenAIOptions options)
    {
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > LongestWait)
            yield return "Agents:OpenAI:Timeout is out of range. Set it to a positive time of at most an hour, such as 00:00:10.";
        if (options.TotalTimeout < options.Timeout || options.TotalTimeout > LongestWait)
            yield return "Agents:OpenAI:TotalTimeout is out of range. Set it to at least Agents:OpenAI:Timeout and at most an hour.";
        if (options.MaxRetries is < 0 or > 10)
            yield return "Agents:OpenAI:MaxRetries is out of range. Set it to 0 to 10.";
        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > LongestWait)
            yield return "Agents:OpenAI:RetryDelay is out of range. Set it to a time of at most an hour, such as 00:00:00.5.";
        if (options.BreakDuration < ShortestBreak || options.BreakDuration > LongestWait)
            yield return "Agents:OpenAI:BreakDuration is out of range. Set it to half a second up to an hour.";
        if (options.MaxUtteranceCharacters < 100)
            yield return "Agents:OpenAI:MaxUtteranceCharacters is too small. Set it to at least 100.";
        if (options.ContextTokens < LeastContext)
            yield return "Agents:OpenAI:ContextTokens is too small. Set it to how many tokens the model's context holds, at least 2000.";
        if (options.CallsPerMinute < 1)
            yield return "Agents:OpenAI:CallsPerMinute is out of range. Set it to at least 1, or remove it for no limit.";
        if (options.TokensPerMinute < LeastContext)
            yield return "Agents:OpenAI:TokensPerMinute is out of range. Set it to at least 2000, or remove it for no limit.";
    }
}
