namespace Sts.Agents.Llm;

/// <summary>The section <c>Agents:OpenAI</c>: a model behind an endpoint that speaks OpenAI's chat completions.</summary>
public sealed class OpenAIOptions
{
    /// <summary>Base address of the API; <c>/chat/completions</c> is added to it.</summary>
    /// <value>The default value is <c>https://api.openai.com/v1</c>.</value>
    public string Endpoint { get; set; } = "https://api.openai.com/v1";

    /// <summary>Sent along as <c>api-version</c>, for Azure OpenAI's addresses of a deployment. Others need none.</summary>
    /// <value>The default value is null: not sent.</value>
    public string? ApiVersion { get; set; }

    /// <summary>The secret that is sent in <see cref="KeyHeader"/>. Servers on one's own machine often need none.</summary>
    /// <value>The default value is null: no key.</value>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the key, instead of <see cref="ApiKey"/>; white space around it is ignored.</summary>
    /// <value>The default value is null.</value>
    public string? ApiKeyFile { get; set; }

    /// <summary>The header that carries the key: <c>Authorization</c>, as a bearer token, or another, such as Azure OpenAI's <c>api-key</c>.</summary>
    /// <value>The default value is <c>Authorization</c>.</value>
    public string KeyHeader { get; set; } = EndpointRequest.Authorization;

    /// <summary>The model's name, as the endpoint knows it. Required.</summary>
    /// <value>The default value is null.</value>
    public string? Model { get; set; }

    /// <summary>Whether the answer is read as it is written, in server-sent events. Some gateways know only that.</summary>
    /// <value>The default value is false.</value>
    public bool Streaming { get; set; }

    /// <summary>How long one try may take; while streaming, how long the answer may take to begin.</summary>
    /// <value>The default value is 10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call may take with all its retries and the waits between them.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call is tried again after a dropped connection, a time-out, 408, 429 or 5xx; 0 to 10.</summary>
    /// <value>The default value is 2.</value>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The wait before the first retry, doubled and jittered for each further one, where the server doesn't name another.</summary>
    /// <value>The default value is 500 milliseconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the endpoint is left alone after it failed over and over; until then the local agents answer at once.</summary>
    /// <value>The default value is 15 seconds.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many requests this host sends within any minute, retries included. What is beyond is treated like a failure of the model.</summary>
    /// <value>The default value is null: no limit.</value>
    public int? CallsPerMinute { get; set; }

    /// <summary>How many tokens this host uses within any minute, sent and received: as the endpoint counts them, or estimated where it doesn't.</summary>
    /// <value>The default value is null: no limit.</value>
    public int? TokensPerMinute { get; set; }

    /// <summary>
    /// How JSON is asked for: <c>json_schema</c>, <c>json_object</c>, or <c>text</c> for servers that know neither. The answer is
    /// checked in any case.
    /// </summary>
    /// <value>The default value is <c>json_schema</c>.</value>
    public string ResponseFormat { get; set; } = "json_schema";

    /// <summary>Sampling temperature, 0 to 2; null leaves it to the endpoint, which some models insist on.</summary>
    /// <value>The default value is 0.</value>
    public double? Temperature { get; set; } = 0;

    /// <summary>How many characters of an utterance are sent; the rest is cut off.</summary>
    /// <value>The default value is 4000.</value>
    public int MaxUtteranceCharacters { get; set; } = 4000;

    /// <summary>
    /// How many tokens the model's context holds, prompt and answer included. A session that is longer is summarised in parts, and then
    /// the parts' summaries are.
    /// </summary>
    /// <value>The default value is 8000.</value>
    public int ContextTokens { get; set; } = 8000;

    // An address may carry user:password; the start-up lines must not.
    internal string PublicEndpoint => Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri)
        ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
        : "(no address)";

    internal void ReadApiKeyFile()
    {
        if (ApiKey is null && ApiKeyFile is not null && File.Exists(ApiKeyFile))
            ApiKey = File.ReadAllText(ApiKeyFile).Trim();
    }
}
