using System.Net;

namespace Sts.Agents.Llm;

/// <summary>
/// One try of a call. Keeps to the budget and to what the server asks for in <c>Retry-After</c>, and reads the whole answer, so that a
/// server that falls silent or breaks off amid it is a matter of the time-outs and retries around this.
/// </summary>
internal sealed class EndpointTry(EndpointBudget budget, OpenAIOptions options, TimeProvider time) : DelegatingHandler
{
    /// <summary>No answer that could be of use is longer.</summary>
    private const int LongestAnswer = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        budget.TakeCall();
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && RetryAfter.Of(response, time) is { } wait)
                budget.PauseFor(wait);
            if (!options.Streaming || !response.IsSuccessStatusCode)
                await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            return response;
        }
        catch (Exception)
        {
            response.Dispose();
            throw;
        }
    }
}
