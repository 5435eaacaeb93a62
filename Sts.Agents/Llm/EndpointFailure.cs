using System.ClientModel;
using System.Globalization;
using Microsoft.SemanticKernel;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Sts.Agents.Llm;

/// <summary>A failed call in words that are safe to log, with the setting to look at.</summary>
/// <remarks>
/// The exceptions themselves are not safe: they quote what the server answered, and a server that refuses a key likes to quote the key.
/// </remarks>
/// <param name="ErrorType">OpenTelemetry's <c>error.type</c>: a status code or a short name.</param>
/// <param name="Message">What happened.</param>
internal sealed record EndpointFailure(string ErrorType, string Message)
{
    /// <summary>The type of a call that took too long.</summary>
    public const string Timeout = "timeout";

    public static EndpointFailure Of(Exception exception, OpenAIOptions options) => exception switch
    {
        EndpointException e => new EndpointFailure(e.ErrorType, e.Message),
        HttpOperationException { StatusCode: { } status } e => OfStatus((int)status, e.ResponseContent, options),
        ClientResultException { Status: > 0 } e => OfStatus(e.Status, e.GetRawResponse()?.Content.ToString(), options),
        TimeoutRejectedException or OperationCanceledException => new EndpointFailure(
            Timeout, $"The endpoint did not answer in time. Check that {options.PublicEndpoint} works (Agents:OpenAI:Endpoint), or raise Agents:OpenAI:Timeout."),
        BrokenCircuitException => new EndpointFailure("circuit_open", "The endpoint failed over and over and is left alone for a while (Agents:OpenAI:BreakDuration)."),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new EndpointFailure("too_long", "The endpoint's answer is too long to be one."),
        HttpRequestException e => new EndpointFailure("connection", $"The endpoint can't be reached ({e.HttpRequestError}). Check Agents:OpenAI:Endpoint, {options.PublicEndpoint}."),
        { InnerException: { } inner } => Of(inner, options),
        _ => new EndpointFailure(exception.GetType().Name, $"The endpoint's answer can't be read ({exception.GetType().Name}). Check Agents:OpenAI:Endpoint, {options.PublicEndpoint}."),
    };

    private static EndpointFailure OfStatus(int status, string? body, OpenAIOptions options) => new(
        status.ToString(CultureInfo.InvariantCulture),
        $"The endpoint {status switch
        {
            401 or 403 => $"refused the key (HTTP {status}). Check Agents:OpenAI:ApiKey, and Agents:OpenAI:KeyHeader.",
            404 when Mentions(body, "model") || Mentions(body, "deployment") => $"doesn't know the model (HTTP 404). Check Agents:OpenAI:Model, which is '{options.Model}'.",
            404 or 405 => $"doesn't know the address (HTTP {status}). Check Agents:OpenAI:Endpoint, {options.PublicEndpoint}, and that it serves Agents:OpenAI:Model, '{options.Model}'.",
            400 or 422 when Mentions(body, "does not exist") || Mentions(body, "model_not_found") => $"doesn't know the model (HTTP {status}). Check Agents:OpenAI:Model, which is '{options.Model}'.",
            400 or 422 => $"can't handle the request (HTTP {status}). If it knows no JSON schemas, set Agents:OpenAI:ResponseFormat to json_object or text; if the model knows no temperature, set Agents:OpenAI:Temperature to nothing.",
            402 or 429 => $"allows no more calls for now (HTTP {status}). Check the quota there, and set Agents:OpenAI:CallsPerMinute or TokensPerMinute to what it allows.",
            _ => $"answered with HTTP {status}.",
        }}");

    private static bool Mentions(string? body, string word) => body?.Contains(word, StringComparison.OrdinalIgnoreCase) is true;
}
