using Sts.Host.Security;
using Sts.Host.WebConsole.Health;

namespace Sts.Host.WebConsole;

/// <summary>Adds the console: the web pages of the people who run the host.</summary>
internal static class ConsoleServiceCollectionExtensions
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services.AddSingleton<ConsoleAssets>().AddSingleton<ConnectionChecks>().AddScoped<ConsoleAccess>();
    }

    /// <summary>Who looks for a page that is not there gets one that says so. Programs, and whoever asks the API, get what comes before this: problem details.</summary>
    public static void UseNotFoundPage(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.IsByPerson && !context.Request.Path.StartsWithSegments("/api"),
        people => people.UseStatusCodePagesWithReExecute(Pages.NotFound.Path, createScopeForStatusCodePages: true));

    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<ConsoleAssets>().Map(endpoints);
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode().WithMetadata(new ReadsAttribute());
    }
}
