using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Playback;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;

namespace Sts.Agents.Speech;

/// <summary>Puts together what this host speaks with. An implementation that was registered by others comes before the configured one.</summary>
internal sealed class SpeechSetup
{
    public SpeechSetup(IOptions<SpeechOptions> options, Machine machine, IServiceProvider services)
    {
        var synthesis = SynthesisChoice.For(options.Value, machine);
        var destination = OutputChoice.For(options.Value, machine);
        var registered = services.GetService<ITextToSpeech>();
        VoiceChain.Link[] links = registered is not null
            ? [new VoiceChain.Link(registered.Name, registered, defaultVoice: null)]
            : [.. synthesis.Providers.Select(provider => Create(provider, synthesis, options.Value, services))];
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

    private static VoiceChain.Link Create(SpeechProvider provider, SynthesisChoice choice, SpeechOptions options, IServiceProvider services)
    {
        var (voice, defaultVoice) = provider switch
        {
            SpeechProvider.Http => ((ITextToSpeech)ActivatorUtilities.CreateInstance<HttpTextToSpeech>(services), options.Http.Voice),
            SpeechProvider.Piper => (ActivatorUtilities.CreateInstance<PiperTextToSpeech>(services), options.Piper.Voice),
            SpeechProvider.Wyoming => (ActivatorUtilities.CreateInstance<WyomingTextToSpeech>(services), options.Wyoming.Name),
            _ => (ActivatorUtilities.CreateInstance<EspeakTextToSpeech>(services, choice.Executable!), null),
        };
        return new VoiceChain.Link(provider.ToString(), voice, defaultVoice);
    }

    private static IAudioPlayer? Create(OutputChoice choice, IServiceProvider services) => choice.Output switch
    {
        SpeechOutput.Player => ActivatorUtilities.CreateInstance<ProcessAudioPlayer>(services, choice.Player!),
        SpeechOutput.File => ActivatorUtilities.CreateInstance<FileAudioSink>(services),
        SpeechOutput.Web => services.GetRequiredService<WebAudioPlayer>(),
        _ => null,
    };
}
