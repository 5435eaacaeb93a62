using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sts.Core.Configuration;
using Sts.Core.Privacy;

namespace Sts.Processors;

/// <summary>Registers what the processors of STS need beside the engine, the storage and the agents.</summary>
public static class ProcessorsServiceCollectionExtensions
{
    /// <summary>Registers the options of the sections <c>RealTime</c> and <c>Sessions</c>, what is known of users' sessions, and what was said in them.</summary>
    public static IServiceCollection AddProcessorServices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<RealTimeOptions>()
            .BindSettings(configuration.GetSection(RealTimeOptions.Section))
            .ValidateSettings(configuration.GetSection(RealTimeOptions.Section));
        services.AddOptionsWithValidateOnStart<SessionOptions>()
            .BindSettings(configuration.GetSection(SessionOptions.Section))
            .ValidateSettings(configuration.GetSection(SessionOptions.Section));
        return services.AddMetrics()
            .AddSingleton<ProcessorMetrics>().AddSingleton<UserSessions>()
            .AddSingleton<Conversations>().AddSingleton<IUserMemory>(provider => provider.GetRequiredService<Conversations>()).AddSingleton<SessionControl>();
    }
}
