using System.ClientModel;
using System.Globalization;
using Microsoft.SemanticKernel;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Sts.Agents.Llm;

/// <summary>A failed call in words that are safe to log.</summary>
/// <remarks>
/// The exceptions themselves are not: they quote what the server answered, and a server that refuses a key likes to quote the key.
/// </remarks>
/// <param name="ErrorType">OpenTelemetry's <c>error.type</c>: a status code or a short name.</param>
/// <param name="Message">What happened.</param>
internal sealed record EndpointFailure(string ErrorType, string Message)
{
    public static EndpointFailure Of(Exception exception) => exception switch
    {
        HttpOperationException { StatusCode: { } status } => OfStatus((int)status),
        ClientResultException { Status: > 0 } e => OfStatus(e.Status),
        TimeoutRejectedException => new EndpointFailure("timeout", "The endpoint did not answer in time."),
        BrokenCircuitException => new EndpointFailure("circuit_open", "The endpoint failed over and over and is left alone for a while."),
        HttpRequestException e => new EndpointFailure("connection", $"The endpoint can't be reached ({e.HttpRequestError})."),
        { InnerException: { } inner } => Of(inner),
        _ => new EndpointFailure(exception.GetType().Name, $"The call failed ({exception.GetType().Name})."),
    };

    private static EndpointFailure OfStatus(int status) => new(
        status.ToString(CultureInfo.InvariantCulture),
        status is 401 or 403
            ? $"The endpoint refused the key (HTTP {status}). Check Agents:OpenAI:ApiKey."
            : $"The endpoint answered with HTTP {status}.");
}
