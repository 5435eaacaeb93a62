using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Sts.Core.Configuration;
using Sts.Core.Schemas;
using Sts.Host.Api;
using Sts.Host.Operations;
using Sts.Host.Security;
using Sts.Host.WebConsole;

namespace Sts.Host.Hosting;

/// <summary>The web server: the API on one port and, where it is embedded, the schema registry on another.</summary>
internal static class StsServer
{
    public static void AddStsServer(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddStsSecurity(builder.Configuration);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemDetail.Complete);
        services.AddExceptionHandler<BadRequestHandler>().AddExceptionHandler<DatabaseFailureHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<BoundAddresses>().AddSingleton<TranscriptionPublisher>();
        services.AddConsole();
        services.AddOperations();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HttpOptions>, IOptions<SchemaRegistryOptions>, ServerCertificate>(Listen);
        services.AddOptionsWithValidateOnStart<HostOptions>().BindSettings(builder.Configuration.GetSection("Host"));
    }

    public static void UseStsEndpoints(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseStsSecurity();
        app.UseNotFoundPage();
        app.MapWhen(
            context => context.IsForRegistry,
            registry => registry.UseRouting().UseAuthorization().UseEndpoints(endpoints => endpoints.MapSchemaRegistry()));
        // Said here, or it would come first, and the registry's port would serve what the API's does.
        app.UseRouting();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapSignIn();
        app.MapHealth();
        app.MapInfo();
        app.MapHistory();
        app.MapProcessors();
        app.MapSessions();
        app.MapUsers();
        app.MapDeadLetters();
        app.MapTranscriptions();
        app.MapAudio();
        app.MapEvents();
        app.MapPrometheusScrapingEndpoint();
        app.MapConsole();
    }

    private static void Listen(KestrelServerOptions server, IOptions<HttpOptions> http, IOptions<SchemaRegistryOptions> registry, ServerCertificate certificate)
    {
        var limits = http.Value.Limits;
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = limits.BodyBytes;
        server.Limits.MaxConcurrentConnections = limits.Connections;
        Listen(IPAddress.Parse(http.Value.Address), http.Value.Port, _ => { });
        if (registry.Value.IsEmbedded)
        {
            // Endpoints can't be told apart by port while the port may be any free one, so the connection is marked.
            Listen(IPAddress.Parse(registry.Value.Embedded.Address), registry.Value.Embedded.Port, listener => listener.Use(next => connection =>
            {
                connection.Features.Set(new RegistryListener());
                return next(connection);
            }));
        }

        void Listen(IPAddress address, int port, Action<ListenOptions> configure) => server.Listen(address, port, listener =>
        {
            if (http.Value.Tls.IsUsed)
            {
                listener.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate.Current);
            }

            configure(listener);
        });
    }
}
