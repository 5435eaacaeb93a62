using Sts.Agents.Speech.Processes;

namespace Sts.Agents.Speech.Synthesis;

/// <summary>Which providers speak on this machine, and why.</summary>
/// <param name="Providers">Their names, in the order in which they are tried; none, and nothing is spoken. Never <see cref="SpeechProvider.Auto"/>.</param>
/// <param name="Executable">The program, with <see cref="SpeechProvider.Espeak"/>.</param>
/// <param name="Why">The reason, for one line.</param>
internal sealed record SynthesisChoice(IReadOnlyList<string> Providers, string? Executable, string Why)
{
    private const string HowToInstall = "Debian and Ubuntu: apt-get install espeak-ng; macOS: brew install espeak-ng";

    /// <exception cref="SpeechException">What the options demand isn't there.</exception>
    public static SynthesisChoice For(SpeechOptions options, Machine machine, NamedProviders providers)
    {
        var wanted = Parse(options.Provider, providers);
        var espeak = machine.Find("espeak-ng") ?? machine.Find("espeak");
        if (wanted is [nameof(SpeechProvider.Auto)])
            return Auto(options, espeak);
        if (wanted is [nameof(SpeechProvider.None)])
            return new([], null, "Speech:Provider is None");
        if (wanted.Contains(nameof(SpeechProvider.Auto)) || wanted.Contains(nameof(SpeechProvider.None)) || wanted.Distinct().Count() < wanted.Count)
            throw new SpeechException($"Speech:Provider is '{options.Provider}'. Name each provider once; Auto and None stand alone.");

        foreach (var name in wanted)
        {
            if (Enum.TryParse<SpeechProvider>(name, out var provider))
                Require(provider, options, espeak);
        }

        return new(wanted, espeak, $"Speech:Provider is {options.Provider}{(wanted.Count == 0 ? ", which is not there" : "")}");
    }

    /// <summary>The names that <c>Speech:Provider</c> may hold.</summary>
    public static IReadOnlyList<string> Names(NamedProviders providers) =>
        [.. Enum.GetNames<SpeechProvider>().Concat(providers.Of(typeof(ITextToSpeech))).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <exception cref="SpeechException">It names a provider that is not known, or none.</exception>
    private static List<string> Parse(string setting, NamedProviders providers)
    {
        var names = setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var known = names.Select(name => Names(providers).FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<string>().ToList();
        return names.Length > 0 && (known.Count == names.Length || providers.MayMiss)
            ? known
            : throw new SpeechException(
                $"Speech:Provider is '{setting}'. Use one of {string.Join(", ", Names(providers))}, or several in the order in which they are tried.");
    }

    private static SynthesisChoice Auto(SpeechOptions options, string? espeak)
    {
        (SpeechProvider Provider, bool IsThere, string Why)[] candidates =
        [
            (SpeechProvider.Http, IsSet(options.Http.Endpoint), "Speech:Http:Endpoint is set"),
            (SpeechProvider.Piper, IsSet(options.Piper.Endpoint), "Speech:Piper:Endpoint is set"),
            (SpeechProvider.Wyoming, IsSet(options.Wyoming.Address), "Speech:Wyoming:Address is set"),
            (SpeechProvider.Espeak, espeak is not null, "is installed"),
        ];
        var there = candidates.Where(candidate => candidate.IsThere).ToArray();
        return there.Length > 0
            ? new([.. there.Select(candidate => candidate.Provider.ToString())], espeak, there[0].Why)
            : new([], null, $"Speech:Http:Endpoint is not set and espeak-ng is not installed ({HowToInstall})");
    }

    private static void Require(SpeechProvider provider, SpeechOptions options, string? espeak)
    {
        var problem = provider switch
        {
            SpeechProvider.Http when !IsSet(options.Http.Endpoint) => "Speech:Http:Endpoint is not set. Give the base URL, such as http://127.0.0.1:8000/v1.",
            SpeechProvider.Piper when !IsSet(options.Piper.Endpoint) => "Speech:Piper:Endpoint is not set. Give its address, such as http://127.0.0.1:5000.",
            SpeechProvider.Wyoming when !IsSet(options.Wyoming.Address) => "Speech:Wyoming:Address is not set. Give host and port, such as 127.0.0.1:10200.",
            SpeechProvider.Espeak when espeak is null => $"neither espeak-ng nor espeak is on PATH. Install it ({HowToInstall}), or set Speech:Provider to Auto.",
            _ => null,
        };
        if (problem is not null)
            throw new SpeechException($"Speech:Provider is {provider}, but {problem}");
    }

    private static bool IsSet(string? value) => !string.IsNullOrEmpty(value);
}
