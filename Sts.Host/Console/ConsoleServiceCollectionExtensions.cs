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

    public static void MapConsole(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<ConsoleAssets>().Map(endpoints);
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode().WithMetadata(new ReadsAttribute());
    }
}
