using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>
/// Asks an HTTP server for speech, or for what was said. The retries enclose the reading of the answer, which a handler's would not: a connection
/// that breaks in the middle of the sound is worth another attempt.
/// </summary>
internal sealed partial class HttpEndpoint(
    HttpEndpointSettings settings, IHttpClientFactory clients, TimeProvider time, ILogger<HttpEndpoint> logger)
{
    /// <summary>The name of the client in <see cref="IHttpClientFactory"/>.</summary>
    public const string ClientName = "Sts.Speech";

    private const long MaxAnswerSize = 64 << 20;

    /// <summary>What messages begin with: the setting and the address.</summary>
    public string Title { get; } = $"{settings.Section}:Endpoint {settings.Address}";

    /// <summary>Posts, and hands over what <paramref name="read"/> makes of a success.</summary>
    /// <param name="content">Makes the body, for each attempt.</param>
    /// <param name="read">Reads a successful answer; it may keep the response. It gets the key, which must not be quoted.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="SpeechException">There was no usable answer in time.</exception>
    public async Task<T> PostAsync<T>(
        Func<HttpContent> content, Func<HttpResponseMessage, string?, CancellationToken, Task<HttpAnswer<T>>> read, CancellationToken cancellationToken)
        where T : class
    {
        var key = await ApiKey.ReadAsync(settings, cancellationToken);
        using var timeout = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var answer = await BuildRetries<T>().ExecuteAsync(async token => await AskAsync(content, read, key, token), either.Token);
            return answer.Value ?? throw new SpeechException($"{Title} {answer.Problem}", answer.Cause);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{Title} did not answer within {settings.Section}:Timeout ({settings.Timeout}).", e);
        }
    }

    private async Task<HttpAnswer<T>> AskAsync<T>(
        Func<HttpContent> content, Func<HttpResponseMessage, string?, CancellationToken, Task<HttpAnswer<T>>> read, string? key, CancellationToken cancellationToken)
        where T : class
    {
        HttpResponseMessage? response = null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = content() };
            if (key is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var answer = response.IsSuccessStatusCode
                ? await read(response, key, cancellationToken)
                : HttpAnswer<T>.FromStatus(response, await ReadBodyAsync(response, cancellationToken), key, settings.Advice, time.GetUtcNow());
            if (answer.Value is IAsyncDisposable)
                response = null; // Its value reads on, and disposes it.
            return answer;
        }
        catch (HttpRequestException e)
        {
            return HttpAnswer<T>.From(e);
        }
        catch (IOException e)
        {
            return HttpAnswer<T>.From(new HttpRequestException(e.Message, e));
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>The whole body, unless it is larger than any answer can be.</summary>
    /// <exception cref="HttpRequestException">The connection broke, or it is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(MaxAnswerSize, cancellationToken);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private ResiliencePipeline<HttpAnswer<T>> BuildRetries<T>()
        where T : class
    {
        var builder = new ResiliencePipelineBuilder<HttpAnswer<T>> { TimeProvider = time };
        if (settings.Retries == 0)
            return builder.Build();
        return builder.AddRetry(new RetryStrategyOptions<HttpAnswer<T>>
        {
            MaxRetryAttempts = settings.Retries,
            Delay = TimeSpan.FromMilliseconds(250),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { MayPass: true }),
            DelayGenerator = outcome => ValueTask.FromResult(outcome.Outcome.Result?.RetryAfter),
            OnRetry = outcome =>
            {
                LogRetry(settings.Section, outcome.AttemptNumber + 1, outcome.Outcome.Result?.Problem);
                return default;
            },
        }).Build();
    }

    [LoggerMessage(1, LogLevel.Warning, "{Section}: attempt {Attempt} failed and is repeated: the endpoint {Problem}", EventName = "SpeechRetry")]
    private partial void LogRetry(string section, int attempt, string? problem);
}
