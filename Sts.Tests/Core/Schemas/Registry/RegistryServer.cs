using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Core.Schemas;
using Sts.Core.Schemas.Registry;
using Sts.Host.Api;

namespace Sts.Tests.Core.Schemas.Registry;

/// <summary>The embedded registry on a free port of the loopback interface, over a store in memory.</summary>
internal sealed class RegistryServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;
    private int _registrations;

    private RegistryServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>The number of requests that have come in.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The number of those that ask to register something.</summary>
    public int Registrations => Volatile.Read(ref _registrations);

    /// <summary>Looks at requests before the registry does; returns whether it has answered.</summary>
    public Func<HttpContext, Task<bool>> Intercept { get; set; } = _ => Task.FromResult(false);

    public static async Task<RegistryServer> StartAsync(SchemaRegistryOptions? options = null, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = configure is null ? WebApplication.CreateSlimBuilder() : WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure?.Invoke(builder);
        builder.Services.AddSingleton(Options.Create(options ?? new SchemaRegistryOptions()));
        builder.Services.AddSingleton<ISchemaStore, InMemorySchemaStore>();
        builder.Services.AddSingleton<SchemaRegistry>();
        var server = new RegistryServer(builder.Build());
        server._app.Use(server.CountAsync);
        server._app.UseRouting();
        server._app.MapSchemaRegistry();
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _requests);
        if (context.Request.Method == "POST" && context.Request.Path.Value!.EndsWith("/versions", StringComparison.Ordinal)
            && context.Request.Path.StartsWithSegments("/subjects"))
            Interlocked.Increment(ref _registrations);

        if (!await Intercept(context))
            await next(context);
    }
}
