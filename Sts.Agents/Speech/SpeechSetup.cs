using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Playback;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Agents.Speech;

/// <summary>Puts together what this host speaks with. An implementation that was registered by others comes before the configured one.</summary>
internal sealed partial class SpeechSetup
{
    public SpeechSetup(IOptions<SpeechOptions> options, Machine machine, NamedProviders providers, IServiceProvider services, ILogger<SpeechSetup> logger)
    {
        var synthesis = SynthesisChoice.For(options.Value, machine, providers);
        var destination = OutputChoice.For(options.Value, machine);
        var registered = services.GetService<ITextToSpeech>();
        VoiceChain.Link[] links = registered is not null
            ? [new VoiceChain.Link(registered.Name, registered, defaultVoice: null)]
            : [.. synthesis.Providers.Select(provider => Create(provider, options.Value, services, logger)).OfType<VoiceChain.Link>()];
        var output = services.GetService<IAudioPlayer>() ?? Create(destination, services);
        var chain = ActivatorUtilities.CreateInstance<VoiceChain>(services, (IReadOnlyList<VoiceChain.Link>)links);

        if (links.Length == 0 || output is null)
        {
            var why = "nothing is spoken: " + (links.Length == 0 ? synthesis.Why : destination.Why);
            Speaker = new SilentSpeaker(why);
            Info = new SpeechInfo(links.Length == 0 ? "none" : chain.Name, output?.Name ?? "none", why);
            return;
        }

        Speaker = ActivatorUtilities.CreateInstance<Speaker>(services, chain, output);
        var whyVoice = registered is null ? synthesis.Why : "registered";
        var whyOutput = output is FileAudioSink or ProcessAudioPlayer or WebAudioPlayer ? destination.Why : "registered";
        Info = new SpeechInfo(chain.Name, output.Name, $"{chain.Name} ({whyVoice}) to {output.Name} ({whyOutput})");
    }

    public ISpeaker Speaker { get; }

    public SpeechInfo Info { get; }

    // What is wrong with a plugin's voice leaves the turn to the next one.
    private static VoiceChain.Link? Create(string provider, SpeechOptions options, IServiceProvider services, ILogger logger)
    {
        try
        {
            return new VoiceChain.Link(provider, services.GetRequiredKeyedService<ITextToSpeech>(provider), DefaultVoice(provider, options));
        }
        catch (Exception exception) when (!Enum.TryParse<SpeechProvider>(provider, out _))
        {
            LogNotCreated(logger, exception, provider);
            return null;
        }
    }

    private static string? DefaultVoice(string provider, SpeechOptions options) => provider switch
    {
        nameof(SpeechProvider.Http) => options.Http.Voice,
        nameof(SpeechProvider.Piper) => options.Piper.Voice,
        nameof(SpeechProvider.Wyoming) => options.Wyoming.Name,
        _ => null,
    };

    private static IAudioPlayer? Create(OutputChoice choice, IServiceProvider services) => choice.Output switch
    {
        SpeechOutput.Player => ActivatorUtilities.CreateInstance<ProcessAudioPlayer>(services, choice.Player!),
        SpeechOutput.File => ActivatorUtilities.CreateInstance<FileAudioSink>(services),
        SpeechOutput.Web => services.GetRequiredService<WebAudioPlayer>(),
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Provider} can't be created, and does not speak")]
    private static partial void LogNotCreated(ILogger logger, Exception exception, string provider);
}
