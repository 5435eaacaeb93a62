using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Processes;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Agents.Speech.Hearing;

/// <summary>Registers hearing.</summary>
public static class HearingServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IListener"/> by the section <c>Hearing</c>, which is checked at start, and <see cref="SpeechServiceCollectionExtensions.AddSpeech"/>,
    /// whose users' languages it takes. An <see cref="ISpeechToText"/> that is registered besides is used instead of the configured one.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The root of the configuration.</param>
    public static IServiceCollection AddHearing(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(HearingOptions.Section);
        services.AddOptionsWithValidateOnStart<HearingOptions>().BindSettings(section).ValidateSettings(section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HearingOptions>, HearingRulesValidator>());
        services.AddNamedProviders();
        services.TryAddKeyedSingleton<ISpeechToText, HttpSpeechToText>(nameof(HearingProvider.Http));
        services.TryAddKeyedSingleton<ISpeechToText, WyomingSpeechToText>(nameof(HearingProvider.Wyoming));
        services.TryAddKeyedSingleton<ISpeechToText>(nameof(HearingProvider.Pocketsphinx), (provider, _) =>
        {
            var choice = HearingChoice.For(
                provider.GetRequiredService<IOptions<HearingOptions>>().Value, provider.GetRequiredService<Machine>(), provider.GetRequiredService<NamedProviders>());
            return ActivatorUtilities.CreateInstance<PocketsphinxSpeechToText>(provider, choice.Executable!);
        });
        services.TryAddSingleton<IListener, Listener>();
        services.AddSingleton<ISystemCheck, HearingCheck>();
        return services;
    }
}
