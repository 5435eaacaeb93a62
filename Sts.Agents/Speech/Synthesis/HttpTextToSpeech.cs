using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>
/// Speaks through an OpenAI-compatible endpoint. The retries enclose the reading of the body, which a handler's would not: a connection
/// that breaks in the middle of the sound is worth another attempt.
/// </summary>
internal sealed partial class HttpTextToSpeech(
    IHttpClientFactory clients, IOptions<SpeechOptions> options, TimeProvider time, ILogger<HttpTextToSpeech> logger) : ITextToSpeech
{
    /// <summary>The name of the client in <see cref="IHttpClientFactory"/>.</summary>
    public const string ClientName = "Sts.Speech";

    private readonly HttpSpeechOptions _http = options.Value.Http;
    private readonly Uri _address = new(options.Value.Http.Endpoint!.TrimEnd('/') + "/audio/speech");
    private readonly ResiliencePipeline<HttpSpeechAnswer> _retries = BuildRetries(options.Value.Http, time, logger);

    public string Name => $"http ({_http.Model})";

    public async Task<SpeechAudio> SynthesizeAsync(string text, CancellationToken cancellationToken)
    {
        var key = await ApiKey.ReadAsync(_http, cancellationToken);
        using var timeout = new CancellationTokenSource(_http.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var answer = await _retries.ExecuteAsync(async token => await AskAsync(text, key, token), either.Token);
            return answer.Audio ?? throw new SpeechException($"Speech:Http:Endpoint {_address} {answer.Problem}", answer.Cause);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"Speech:Http:Endpoint {_address} did not answer within Speech:Http:Timeout ({_http.Timeout}).", e);
        }
    }

    private static ResiliencePipeline<HttpSpeechAnswer> BuildRetries(HttpSpeechOptions http, TimeProvider time, ILogger logger)
    {
        var builder = new ResiliencePipelineBuilder<HttpSpeechAnswer> { TimeProvider = time };
        if (http.Retries == 0)
            return builder.Build();
        return builder.AddRetry(new RetryStrategyOptions<HttpSpeechAnswer>
        {
            MaxRetryAttempts = http.Retries,
            Delay = TimeSpan.FromMilliseconds(250),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { MayPass: true }),
            DelayGenerator = outcome => ValueTask.FromResult(outcome.Outcome.Result?.RetryAfter),
            OnRetry = outcome =>
            {
                LogRetry(logger, outcome.AttemptNumber + 1, outcome.Outcome.Result?.Problem);
                return default;
            },
        }).Build();
    }

    private async Task<HttpSpeechAnswer> AskAsync(string text, string? key, CancellationToken cancellationToken)
    {
        var voice = _http.Voice ?? options.Value.Voice ?? "alloy";
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new HttpSpeechRequest(_http.Model, text, voice, options.Value.Speed).ToContent(),
        };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return HttpSpeechAnswer.From(response, body, key, time.GetUtcNow());
        }
        catch (HttpRequestException e)
        {
            return HttpSpeechAnswer.From(e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Speech attempt {Attempt} failed and is repeated: the endpoint {Problem}", EventName = "SpeechRetry")]
    private static partial void LogRetry(ILogger logger, int attempt, string? problem);
}
