using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sts.Tests.Agents;

/// <summary>A server on loopback that speaks OpenAI's chat completions by a script, in one piece or streamed as it is asked, and keeps what it was sent.</summary>
internal sealed class FakeLlmServer : IAsyncDisposable
{
    private const string EventStream = "text/event-stream";
    private const int PieceLength = 7;

    private static readonly object Usage = new { prompt_tokens = 11, completion_tokens = 7, total_tokens = 18 };

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, bool, Task>> _script = new();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();

    private Func<ReceivedRequest, Task<object>>? _answer;

    private FakeLlmServer(WebApplication app) => _app = app;

    /// <summary>The base address, as most servers have it.</summary>
    public string Endpoint => $"{_app.Urls.Single()}/v1";

    /// <summary>The base address of a deployment, as Azure OpenAI has it.</summary>
    public string DeploymentEndpoint => $"{_app.Urls.Single()}/openai/deployments/mine";

    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    public static async Task<FakeLlmServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeLlmServer(app);
        app.MapPost("/v1/chat/completions", server.AnswerAsync);
        app.MapPost("/openai/deployments/{name}/chat/completions", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Answers the next request with a completion whose content is the text.</summary>
    public FakeLlmServer ThenSay(string content) => Then((context, streamed) => WriteCompletionAsync(context, content, streamed));

    public FakeLlmServer ThenSay(object answer) => ThenSay(Encode(answer));

    /// <summary>Answers the next request with an error, which quotes the key as careless servers do.</summary>
    public FakeLlmServer ThenFail(int status, string? retryAfter = null, string? message = null) => Then(async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsJsonAsync(new { error = new { message = message ?? $"Refused: {context.Request.Headers.Authorization}" } });
    });

    /// <summary>Answers the next request with something that comes from no such API.</summary>
    public FakeLlmServer ThenSend(string contentType, string body, int status = 200) => Then((context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    });

    /// <summary>Sends the next request somewhere else.</summary>
    public FakeLlmServer ThenRedirect(string address) => Then((context, _) =>
    {
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = address;
        return Task.CompletedTask;
    });

    /// <summary>Cuts the connection of the next request.</summary>
    public FakeLlmServer ThenDrop() => Then((context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Begins to answer the next request, and cuts the connection.</summary>
    public FakeLlmServer ThenBreakOff() => Then(async (context, streamed) =>
    {
        await BeginAsync(context, streamed);
        context.Abort();
    });

    /// <summary>Begins to answer the next request and falls silent; ends when the client gives up.</summary>
    public FakeLlmServer ThenFallSilent() => Then(async (context, streamed) =>
    {
        await BeginAsync(context, streamed);
        await UntilGivenUpAsync(context);
    });

    /// <summary>Never answers the next request; ends when the client gives up.</summary>
    public FakeLlmServer ThenHang() => Then((context, _) => UntilGivenUpAsync(context));

    /// <summary>Answers what the script does not, by what was asked and when the task is done. A string is the answer itself, anything else becomes JSON.</summary>
    public FakeLlmServer Otherwise(Func<ReceivedRequest, Task<object>> answer)
    {
        _answer = answer;
        return this;
    }

    private static string Encode(object answer) => answer as string ?? JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);

    private FakeLlmServer Then(Func<HttpContext, bool, Task> step)
    {
        _script.Enqueue(step);
        return this;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value));
        var request = new ReceivedRequest(body.RootElement.Clone(), context.Request.Path + context.Request.QueryString, headers, Stopwatch.GetTimestamp());
        _requests.Enqueue(request);
        var streamed = request.Body.TryGetProperty("stream", out var stream) && stream.GetBoolean();
        if (_script.TryDequeue(out var step))
        {
            await step(context, streamed);
            return;
        }

        await WriteCompletionAsync(context, _answer is null ? "the script has ended" : Encode(await _answer(request)), streamed);
    }

    private static async Task UntilGivenUpAsync(HttpContext context)
    {
        var gaveUp = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gaveUp.SetResult);
        await gaveUp.Task;
    }

    private static async Task BeginAsync(HttpContext context, bool streamed)
    {
        context.Response.ContentType = streamed ? EventStream : "application/json";
        await context.Response.WriteAsync(streamed ? "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"choices\":[" : "{\"id\":\"1\",");
        await context.Response.Body.FlushAsync();
    }

    private static Task WriteCompletionAsync(HttpContext context, string content, bool streamed) => streamed
        ? StreamAsync(context, content)
        : context.Response.WriteAsJsonAsync(new
        {
            id = "chatcmpl-1",
            @object = "chat.completion",
            created = 1,
            model = "fake",
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content } } },
            usage = Usage,
        });

    private static async Task StreamAsync(HttpContext context, string content)
    {
        context.Response.ContentType = EventStream;
        foreach (var piece in content.Chunk(PieceLength))
            await SendAsync(new[] { new { index = 0, finish_reason = (string?)null, delta = new { role = "assistant", content = new string(piece) } } }, null);
        await SendAsync(new[] { new { index = 0, finish_reason = "stop", delta = new { } } }, null);
        await SendAsync(Array.Empty<object>(), Usage);
        await context.Response.WriteAsync("data: [DONE]\n\n");

        async Task SendAsync(object choices, object? usage)
        {
            var chunk = new { id = "chatcmpl-1", @object = "chat.completion.chunk", created = 1, model = "fake", choices, usage };
            await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk, JsonSerializerOptions.Web)}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }
}
