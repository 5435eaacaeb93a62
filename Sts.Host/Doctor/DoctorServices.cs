using Sts.Agents;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Hearing;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Kafka;
using Sts.Core.Plugins;
using Sts.Core.Privacy;
using Sts.Core.Schemas;
using Sts.Core.Storage;
using Sts.Host.Hosting;
using Sts.Processors;

namespace Sts.Host.Doctor;

/// <summary>What the checks look at: the services of a host that is not started.</summary>
internal static class DoctorServices
{
    /// <exception cref="StsConfigurationException">The settings are such that there can't be a host.</exception>
    public static ServiceProvider Build(IConfiguration configuration)
    {
        var plugins = PluginCatalog.Load(configuration);
        var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton(configuration);
        var section = configuration.GetSection(HttpOptions.Section);
        services.AddOptionsWithValidateOnStart<HttpOptions>().BindSettings(section).ValidateSettings(section);
        services.AddSingleton<ISystemCheck, SettingsCheck>()
            .AddStorage(configuration)
            .AddPrivacy(configuration)
            .AddSchemas(configuration)
            .AddAgents(configuration)
            .AddSpeech(configuration)
            .AddHearing(configuration)
            .AddProcessorServices(configuration)
            .AddPlugins(configuration, plugins)
            .AddProcessing(configuration, StsApplication.Processors, plugins)
            .AddMachineChecks()
            .AddSingleton<ISystemCheck, PortsCheck>();
        return services.BuildServiceProvider();
    }
}
