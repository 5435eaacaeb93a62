using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>Which provider speaks on this machine, and why.</summary>
/// <param name="Provider">Never <see cref="SpeechProvider.Auto"/>.</param>
/// <param name="Executable">The program, with <see cref="SpeechProvider.Espeak"/>.</param>
/// <param name="Why">The reason, for one line.</param>
internal sealed record SynthesisChoice(SpeechProvider Provider, string? Executable, string Why)
{
    private const string HowToInstall = "Debian and Ubuntu: apt-get install espeak-ng; macOS: brew install espeak-ng";

    /// <exception cref="SpeechException">What the options demand isn't there.</exception>
    public static SynthesisChoice For(SpeechOptions options, Machine machine)
    {
        var hasEndpoint = !string.IsNullOrEmpty(options.Http.Endpoint);
        return options.Provider switch
        {
            SpeechProvider.None => new(SpeechProvider.None, null, "Speech:Provider is None"),
            SpeechProvider.Http when !hasEndpoint => throw new SpeechException(
                "Speech:Provider is Http, but Speech:Http:Endpoint is not set. Give the base URL, such as http://127.0.0.1:8000/v1."),
            SpeechProvider.Http => new(SpeechProvider.Http, null, "Speech:Provider is Http"),
            SpeechProvider.Auto when hasEndpoint => new(SpeechProvider.Http, null, "Speech:Http:Endpoint is set"),
            var provider => (machine.Find("espeak-ng") ?? machine.Find("espeak")) is { } path
                ? new(SpeechProvider.Espeak, path, provider == SpeechProvider.Auto ? "is installed" : "Speech:Provider is Espeak")
                : NoEspeak(provider),
        };
    }

    private static SynthesisChoice NoEspeak(SpeechProvider provider) => provider == SpeechProvider.Auto
        ? new(SpeechProvider.None, null, $"Speech:Http:Endpoint is not set and espeak-ng is not installed ({HowToInstall})")
        : throw new SpeechException(
            $"Speech:Provider is Espeak, but neither espeak-ng nor espeak is on PATH. Install it ({HowToInstall}), or set Speech:Provider to Auto.");
}
