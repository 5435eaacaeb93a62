using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sts.Tests.Agents;

/// <summary>A server on loopback that speaks OpenAI's chat completions by a script, and keeps what it was sent.</summary>
internal sealed class FakeLlmServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _script = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private Func<ReceivedRequest, Task<object>>? _answer;

    private FakeLlmServer(WebApplication app) => _app = app;

    public string Endpoint => $"{_app.Urls.Single()}/v1";

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<FakeLlmServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeLlmServer(app);
        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Answers the next request with a completion whose content is the text.</summary>
    public FakeLlmServer ThenSay(string content) => Then(context => WriteCompletionAsync(context, content));

    public FakeLlmServer ThenSay(object answer) => ThenSay(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));

    /// <summary>Answers the next request with an error, which quotes the key as careless servers do.</summary>
    public FakeLlmServer ThenFail(int status, string? retryAfter = null) => Then(async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsJsonAsync(new { error = new { message = $"Refused: {context.Request.Headers.Authorization}" } });
    });

    /// <summary>Cuts the connection of the next request.</summary>
    public FakeLlmServer ThenDrop() => Then(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Never answers the next request; ends when the client gives up.</summary>
    public FakeLlmServer ThenHang() => Then(async context =>
    {
        var gaveUp = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gaveUp.SetResult);
        await gaveUp.Task;
    });

    /// <summary>Answers what the script does not, by what was asked and when the task is done.</summary>
    public FakeLlmServer Otherwise(Func<ReceivedRequest, Task<object>> answer)
    {
        _answer = answer;
        return this;
    }

    private FakeLlmServer Then(Func<HttpContext, Task> step)
    {
        _script.Enqueue(step);
        return this;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var request = new ReceivedRequest(body.RootElement.Clone(), context.Request.Headers.Authorization.ToString(), Stopwatch.GetTimestamp());
        _requests.Enqueue(request);
        if (_script.TryDequeue(out var step))
        {
            await step(context);
            return;
        }

        await WriteCompletionAsync(context, _answer is null ? "the script has ended" : JsonSerializer.Serialize(await _answer(request), JsonSerializerOptions.Web));
    }

    private static Task WriteCompletionAsync(HttpContext context, string content) => context.Response.WriteAsJsonAsync(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = "fake",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content } } },
        usage = new { prompt_tokens = 11, completion_tokens = 7, total_tokens = 18 },
    });
}
