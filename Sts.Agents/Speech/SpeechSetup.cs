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
        var voice = services.GetService<ITextToSpeech>() ?? Create(synthesis, services);
        var output = services.GetService<IAudioPlayer>() ?? Create(destination, services);

        if (voice is null || output is null)
        {
            var why = "nothing is spoken: " + (voice is null ? synthesis.Why : destination.Why);
            Speaker = new SilentSpeaker(why);
            Info = new SpeechInfo(voice?.Name ?? "none", output?.Name ?? "none", why);
            return;
        }

        Speaker = ActivatorUtilities.CreateInstance<Speaker>(services, voice, output);
        var whyVoice = voice is HttpTextToSpeech or EspeakTextToSpeech ? synthesis.Why : "registered";
        var whyOutput = output is FileAudioSink or ProcessAudioPlayer ? destination.Why : "registered";
        Info = new SpeechInfo(voice.Name, output.Name, $"{voice.Name} ({whyVoice}) to {output.Name} ({whyOutput})");
    }

    public ISpeaker Speaker { get; }

    public SpeechInfo Info { get; }

    private static ITextToSpeech? Create(SynthesisChoice choice, IServiceProvider services) => choice.Provider switch
    {
        SpeechProvider.Http => ActivatorUtilities.CreateInstance<HttpTextToSpeech>(services),
        SpeechProvider.Espeak => ActivatorUtilities.CreateInstance<EspeakTextToSpeech>(services, choice.Executable!),
        _ => null,
    };

    private static IAudioPlayer? Create(OutputChoice choice, IServiceProvider services) => choice.Output switch
    {
        SpeechOutput.Player => ActivatorUtilities.CreateInstance<ProcessAudioPlayer>(services, choice.Player!),
        SpeechOutput.File => ActivatorUtilities.CreateInstance<FileAudioSink>(services),
        _ => null,
    };
}
