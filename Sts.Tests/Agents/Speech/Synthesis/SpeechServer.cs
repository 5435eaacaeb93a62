using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sts.Tests.Agents.Speech.Synthesis;

/// <summary>A real HTTP server that answers every request as the test wants.</summary>
internal sealed class SpeechServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private SpeechServer(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync();
            lock (Bodies)
            {
                Bodies.Add($"{context.Request.Method} {context.Request.Path} {context.Request.ContentLength is not null}\n{text}");
                Authorizations.Add(context.Request.Headers.Authorization.ToString());
            }

            await answer(context, Interlocked.Increment(ref _requests));
        });
    }

    public string Endpoint => _app.Urls.Single() + "/v1";

    public int Requests => _requests;

    public List<string> Bodies { get; } = [];

    public List<string> Authorizations { get; } = [];

    /// <summary>Starts a server; <paramref name="answer"/> gets the request and its number from 1.</summary>
    public static async Task<SpeechServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var server = new SpeechServer(answer);
        await server._app.StartAsync();
        return server;
    }

    public static async Task SendAsync(HttpContext context, byte[] body, string type = "audio/wav", int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
