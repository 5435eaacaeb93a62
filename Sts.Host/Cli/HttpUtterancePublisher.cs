using System.Net;
using Microsoft.AspNetCore.Mvc;
using Sts.Core.Configuration;
using Sts.Core.Messages;
using Sts.Host.Api;

namespace Sts.Host.Cli;

/// <summary>Publishes through a running host, and waits when it has no room.</summary>
internal sealed class HttpUtterancePublisher(HttpClient http) : IUtterancePublisher
{
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);

    public string Description => $"through {http.BaseAddress}";

    public async Task PublishAsync(TranscriptionSegment segment, CancellationToken cancellationToken)
    {
        while (true)
        {
            var request = new TranscriptionRequest(segment.User, segment.Text, segment.Timestamp);
            using var response = await http.PostAsJsonAsync("/api/transcriptions", request, cancellationToken);
            if (response.StatusCode is not HttpStatusCode.TooManyRequests)
            {
                await RequireSuccessAsync(response, cancellationToken);
                return;
            }

            await Task.Delay(response.Headers.RetryAfter?.Delta ?? DefaultDelay, cancellationToken);
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var problem = await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken);
            throw new StsConfigurationException($"The host refused an utterance ({(int)response.StatusCode}): {problem?.Detail ?? problem?.Title}");
        }
    }
}
