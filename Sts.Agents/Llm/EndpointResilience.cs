using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

namespace Sts.Agents.Llm;

/// <summary>How calls to the endpoint are retried, given up, and spared while it is down.</summary>
internal static class EndpointResilience
{
    private const int FailuresBeforeBreak = 5;

    /// <summary>From the outside in: time for the whole call, retries, circuit breaker, time for one try.</summary>
    public static void AddEndpointResilience(this ResiliencePipelineBuilder<HttpResponseMessage> pipeline, OpenAIOptions options, TimeProvider time)
    {
        pipeline.TelemetryListener = null; // it warns of every failed try; one warning for each outage is ProviderOutage's
        pipeline.AddTimeout(options.TotalTimeout);
        if (options.MaxRetries > 0)
            pipeline.AddRetry(Retry(options, time));
        pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = 0.9,
            MinimumThroughput = FailuresBeforeBreak,
            BreakDuration = options.BreakDuration,
        });
        pipeline.AddTimeout(options.Timeout);
    }

    private static HttpRetryStrategyOptions Retry(OpenAIOptions options, TimeProvider time) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        Delay = options.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldRetryAfterHeader = true,
        ShouldHandle = arguments => ValueTask.FromResult(
            HttpClientResiliencePredicates.IsTransient(arguments.Outcome) && !AsksForTooLongAWait(arguments, options.TotalTimeout, time)),
    };

    // "Retry-After: 3600" can't be honoured within the call: EndpointBudget refuses the calls until then, and the user is not kept waiting.
    private static bool AsksForTooLongAWait(RetryPredicateArguments<HttpResponseMessage> arguments, TimeSpan limit, TimeProvider time) =>
        arguments.Outcome.Result is { } response && RetryAfter.Of(response, time) > limit;
}
