using Sts.Core.Diagnostics.Checks;

namespace Sts.Host.Doctor;

/// <summary>Registers checks that are no other part's, and what runs all of them.</summary>
internal static class DoctorServiceCollectionExtensions
{
    // Each answers within 5 s, as far as it can; who looks at a page does not wait for longer than this.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Registers the checks of the machine and of the plugins, for the command as for the host.</summary>
    public static IServiceCollection AddMachineChecks(this IServiceCollection services) =>
        services.AddSingleton<ISystemCheck, DiskCheck>().AddSingleton<ISystemCheck, PluginsCheck>();

    /// <summary>Registers what runs the checks within a host that has started: all but those of its settings and ports, which are in use.</summary>
    public static IServiceCollection AddCheckup(this IServiceCollection services) => services
        .AddMachineChecks()
        .AddSingleton<Secrets>()
        .AddSingleton(provider => new CheckRun(provider.GetServices<ISystemCheck>(), provider.GetRequiredService<Secrets>(), Limit))
        .AddSingleton<SystemCheckup>();
}
