using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;
using Sts.Agents.Speech.Wyoming;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Agents.Speech;

/// <summary>Looks whether what speaks is there: the program, or somebody at the address of a service.</summary>
internal sealed class SpeechCheck(IOptions<SpeechOptions> options, Machine machine, NamedProviders providers) : ISystemCheck
{
    public string Name => "speech";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        SynthesisChoice choice;
        try
        {
            choice = SynthesisChoice.For(options.Value, machine, providers);
        }
        catch (SpeechException exception)
        {
            return [CheckResult.Fault(exception.Message, "Correct that, or set Speech:Provider to None.")];
        }

        if (choice.Providers.Count == 0)
        {
            return [options.Value.Provider.Equals(nameof(SpeechProvider.None), StringComparison.OrdinalIgnoreCase)
                ? CheckResult.Ok($"nothing is spoken: {choice.Why}")
                : CheckResult.Warning($"nothing is spoken: {choice.Why}", "Install it, name a service, or set Speech:Provider to None.")];
        }

        return await Task.WhenAll(choice.Providers.Select(provider => CheckAsync(provider, choice, cancellationToken)));
    }

    private Task<CheckResult> CheckAsync(string provider, SynthesisChoice choice, CancellationToken cancellationToken) => provider switch
    {
        nameof(SpeechProvider.Http) => Reach.CheckAsync("Speech:Http:Endpoint", new Uri(options.Value.Http.Endpoint!), cancellationToken),
        nameof(SpeechProvider.Piper) => Reach.CheckAsync("Speech:Piper:Endpoint", new Uri(options.Value.Piper.Endpoint!), cancellationToken),
        nameof(SpeechProvider.Wyoming) => Reach.CheckAsync("Speech:Wyoming:Address", WyomingAddress.Parse(options.Value.Wyoming.Address!), cancellationToken),
        nameof(SpeechProvider.Espeak) => Task.FromResult(CheckResult.Ok(choice.Executable!)),
        _ => Task.FromResult(CheckResult.Ok($"{provider}, of a plugin")),
    };
}
