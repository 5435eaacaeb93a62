using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Sts.Agents.Local;
using Sts.Agents.Local.Grammar;
using Sts.Agents.Speech.Playback;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;
using Sts.Core.Configuration;
using Sts.Core.Diagnostics.Checks;
using Sts.Core.Privacy;

namespace Sts.Agents.Speech;

/// <summary>Registers speech.</summary>
public static class SpeechServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ISpeaker"/> and <see cref="SpeechInfo"/> by the section <c>Speech</c>, which is checked at start. An
    /// <see cref="ITextToSpeech"/> or <see cref="IAudioPlayer"/> that is registered besides is used instead of the configured one.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The root of the configuration.</param>
    public static IServiceCollection AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging().AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Machine.Current);
        services.TryAddSingleton<SpeechMetrics>();
        services.TryAddSingleton<WebAudioPlayer>();
        services.TryAddSingleton<IAnswerAudio>(provider => provider.GetRequiredService<WebAudioPlayer>());
        services.AddSingleton<IUserMemory>(provider => provider.GetRequiredService<WebAudioPlayer>()).AddSingleton<IUserMemory, SpeechFiles>();
        services.TryAddSingleton(provider => new StopPhrases(provider.GetService<RequestAnalyser>() ?? BuiltInGrammar()));
        services.AddNamedProviders();
        AddProviders(services);
        services.TryAddSingleton<SpeechSetup>();
        services.TryAddSingleton(provider => provider.GetRequiredService<SpeechSetup>().Speaker);
        services.TryAddSingleton(provider => provider.GetRequiredService<SpeechSetup>().Info);
        services.AddSingleton<ISystemCheck, SpeechCheck>().AddSingleton<ISystemCheck, AudioCheck>();
        AddOptions(services, configuration);

        services.AddHttpClient(HttpEndpoint.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan) // The settings' own holds for all attempts together.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }) // A POST would go on as a GET.
            .RedactLoggedHeaders(["Authorization"]);
        return services;
    }

    // For who speaks without the agents.
    private static RequestAnalyser BuiltInGrammar() => new(GrammarParser.Parse(GrammarFile.Embedded()));

    // Under their names in the settings, as plugins register theirs.
    private static void AddProviders(IServiceCollection services)
    {
        services.TryAddKeyedSingleton<ITextToSpeech, HttpTextToSpeech>(nameof(SpeechProvider.Http));
        services.TryAddKeyedSingleton<ITextToSpeech, PiperTextToSpeech>(nameof(SpeechProvider.Piper));
        services.TryAddKeyedSingleton<ITextToSpeech, WyomingTextToSpeech>(nameof(SpeechProvider.Wyoming));
        services.TryAddKeyedSingleton<ITextToSpeech>(nameof(SpeechProvider.Espeak), (provider, _) =>
        {
            var choice = SynthesisChoice.For(
                provider.GetRequiredService<IOptions<SpeechOptions>>().Value, provider.GetRequiredService<Machine>(), provider.GetRequiredService<NamedProviders>());
            return ActivatorUtilities.CreateInstance<EspeakTextToSpeech>(provider, choice.Executable!);
        });
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SpeechOptions.Section);
        services.AddOptionsWithValidateOnStart<SpeechOptions>()
            .Configure(_ => RequireKnown<SpeechOutput>(section, nameof(SpeechOptions.Output)))
            .BindSettings(section)
            .PostConfigure(options => options.Directory ??= Path.Combine(configuration["Data:Directory"] ?? "data", "speech"));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SpeechOptions>, SpeechOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SpeechOptions>, SpeechRulesValidator>());
    }

    /// <summary>Before binding, whose message would not say what is possible.</summary>
    private static void RequireKnown<TEnum>(IConfigurationSection section, string key)
        where TEnum : struct, Enum
    {
        if (section[key] is { } value && !(Enum.TryParse<TEnum>(value, ignoreCase: true, out var known) && Enum.IsDefined(known)))
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(SpeechOptions),
                [$"Speech:{key} is '{value}'. Use one of {string.Join(", ", Enum.GetNames<TEnum>())}."]);
        }
    }
}
