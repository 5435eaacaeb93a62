using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Hearing;

/// <summary>Which provider hears on this machine, and why.</summary>
/// <param name="Provider">Its name; never <c>Auto</c>.</param>
/// <param name="Executable">The program, with <see cref="HearingProvider.Pocketsphinx"/>.</param>
/// <param name="Why">The reason, for one line.</param>
internal sealed record HearingChoice(string Provider, string? Executable, string Why)
{
    private const string Program = "pocketsphinx_continuous";
    private const string HowToInstall = "Debian and Ubuntu: apt-get install pocketsphinx pocketsphinx-en-us";

    /// <exception cref="SpeechException">What the options demand isn't there.</exception>
    public static HearingChoice For(HearingOptions options, Machine machine, NamedProviders providers)
    {
        var (hasEndpoint, hasAddress) = (!string.IsNullOrEmpty(options.Http.Endpoint), !string.IsNullOrEmpty(options.Wyoming.Address));
        if (!Enum.TryParse<HearingProvider>(options.Provider, ignoreCase: true, out var wanted) || int.TryParse(options.Provider, out _))
            return OfAPlugin(options.Provider, providers);
        return wanted switch
        {
            HearingProvider.None => new(nameof(HearingProvider.None), null, "Hearing:Provider is None"),
            HearingProvider.Http when !hasEndpoint => throw new SpeechException(
                "Hearing:Provider is Http, but Hearing:Http:Endpoint is not set. Give the base URL, such as http://127.0.0.1:8000/v1."),
            HearingProvider.Http => new(nameof(HearingProvider.Http), null, "Hearing:Provider is Http"),
            HearingProvider.Wyoming when !hasAddress => throw new SpeechException(
                "Hearing:Provider is Wyoming, but Hearing:Wyoming:Address is not set. Give host and port, such as 127.0.0.1:10300."),
            HearingProvider.Wyoming => new(nameof(HearingProvider.Wyoming), null, "Hearing:Provider is Wyoming"),
            HearingProvider.Auto when hasEndpoint => new(nameof(HearingProvider.Http), null, "Hearing:Http:Endpoint is set"),
            HearingProvider.Auto when hasAddress => new(nameof(HearingProvider.Wyoming), null, "Hearing:Wyoming:Address is set"),
            var provider => machine.Find(Program) is { } path
                ? new(nameof(HearingProvider.Pocketsphinx), path, provider is HearingProvider.Auto ? "is installed" : "Hearing:Provider is Pocketsphinx")
                : NoPocketsphinx(provider),
        };
    }

    private static HearingChoice OfAPlugin(string name, NamedProviders providers)
    {
        if (providers.Find(name, typeof(ISpeechToText)) is { } known)
            return new(known, null, $"Hearing:Provider is {known}");
        var names = Enum.GetNames<HearingProvider>().Concat(providers.Of(typeof(ISpeechToText))).Distinct(StringComparer.OrdinalIgnoreCase);
        return providers.MayMiss
            ? new(nameof(HearingProvider.None), null, $"Hearing:Provider is {name}, which is not there")
            : throw new SpeechException($"Hearing:Provider is '{name}', but must be one of {string.Join(", ", names)}.");
    }

    private static HearingChoice NoPocketsphinx(HearingProvider provider) => provider is HearingProvider.Auto
        ? new(nameof(HearingProvider.None), null, $"Hearing:Http:Endpoint and Hearing:Wyoming:Address are not set, and pocketsphinx is not installed ({HowToInstall})")
        : throw new SpeechException(
            $"Hearing:Provider is Pocketsphinx, but {Program} is not on PATH. Install it ({HowToInstall}), or set Hearing:Provider to Auto.");
}
