using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sts.Processors;

/// <summary>Registers what the processors of STS need beside the engine, the storage and the agents.</summary>
public static class ProcessorsServiceCollectionExtensions
{
    /// <summary>Registers the options of the sections <c>RealTime</c> and <c>Sessions</c>, and what is known of users' sessions.</summary>
    public static IServiceCollection AddProcessorServices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<RealTimeOptions>()
            .Bind(configuration.GetSection(RealTimeOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddOptionsWithValidateOnStart<SessionOptions>()
            .Bind(configuration.GetSection(SessionOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        return services.AddSingleton<UserSessions>();
    }
}
