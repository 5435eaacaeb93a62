namespace Sts.Agents.Llm;

/// <summary>A call that was given up on this side: for what the endpoint answered, or to spare it.</summary>
/// <param name="errorType">OpenTelemetry's <c>error.type</c>: a short name.</param>
/// <param name="message">What happened, and the setting to change; safe to log.</param>
internal sealed class EndpointException(string errorType, string message) : Exception(message)
{
    public string ErrorType => errorType;
}
