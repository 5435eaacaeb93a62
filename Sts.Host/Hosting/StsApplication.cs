using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
using Sts.Agents;
using Sts.Agents.Speech;
using Sts.Agents.Speech.Hearing;
using Sts.Core.Kafka;
using Sts.Core.Kafka.Hosting;
using Sts.Core.Plugins;
using Sts.Core.Privacy;
using Sts.Core.Schemas;
using Sts.Core.Storage;
using Sts.Host.Doctor;
using Sts.Host.Telemetry;
using Sts.Processors;

namespace Sts.Host.Hosting;

/// <summary>Puts the host together: configuration, services, processors, endpoints.</summary>
internal static class StsApplication
{
    /// <summary>Builds the host. Nothing runs yet.</summary>
    /// <param name="settings">Settings in the form <c>--Section:Key=value</c>. They win over files and environment variables.</param>
    /// <param name="overrides">Settings that win over all others.</param>
    public static WebApplication Build(IReadOnlyList<string> settings, IReadOnlyDictionary<string, string?>? overrides = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Directory.GetCurrentDirectory() });
        AddSettings(builder.Configuration, settings, overrides);
        builder.AddStsLogging();

        var configuration = builder.Configuration;
        var plugins = PluginCatalog.Load(configuration);
        builder.Services
            .AddStorage(configuration)
            .AddPrivacy(configuration)
            .AddSchemas(configuration)
            .AddAgents(configuration)
            .AddSpeech(configuration)
            .AddHearing(configuration)
            .AddProcessorServices(configuration)
            .AddPlugins(configuration, plugins)
            .AddProcessing(configuration, Processors, plugins)
            .AddCheckup();
        builder.AddStsServer();
        builder.AddTelemetry();
        builder.Services.AddSingleton<SystemInfo>().AddHostedService<StartupReport>();

        var app = builder.Build();
        // Before anything starts, and so before anything is said that does not help to mend the settings.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseStsEndpoints();
        return app;
    }

    /// <summary>Starts the host. When a part of it can't start, those that have started end before the exception goes on.</summary>
    public static async Task StartWholeAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            // Else they would go on while what they work with is disposed of.
            await app.StopAsync(CancellationToken.None);
            // A part that has failed while others were still starting is the cause; that the start was broken off says nothing.
            if (app.Services.GetRequiredService<ProcessorMonitor>().StartupFailure is { } failure)
            {
                throw failure;
            }

            throw;
        }
    }

    /// <summary>The assembly that holds the processors of STS.</summary>
    public static IReadOnlyList<Assembly> Processors { get; } = [typeof(PersistenceProcessor).Assembly];

    /// <summary>The settings of this program in the order of their weight, for a command that starts no host.</summary>
    public static IConfiguration ReadConfiguration(IReadOnlyList<string> settings)
    {
        var configuration = new ConfigurationManager();
        configuration.SetBasePath(Directory.GetCurrentDirectory());
        configuration.AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
        AddSettings(configuration, settings, overrides: null);
        return configuration;
    }

    // The settings that come with STS weigh least, so they stand before all that the framework has added.
    private static void AddSettings(
        ConfigurationManager configuration, IReadOnlyList<string> settings, IReadOnlyDictionary<string, string?>? overrides)
    {
        var shipped = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Optional = true };
        shipped.ResolveFileProvider();
        ((IConfigurationBuilder)configuration).Sources.Insert(0, shipped);
        ((IConfigurationBuilder)configuration).Add(new CommandLineConfigurationSource { Args = SettingArguments.Validate(settings) });
        configuration.AddInMemoryCollection(overrides ?? new Dictionary<string, string?>());
        configuration.AddSettingFiles();
        configuration.AddSecretsDirectory();
    }
}
