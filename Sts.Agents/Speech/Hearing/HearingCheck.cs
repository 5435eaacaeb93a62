using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Wyoming;
using Sts.Core.Diagnostics.Checks;

namespace Sts.Agents.Speech.Hearing;

/// <summary>Looks whether what hears is there: the program, or somebody at the address of a service.</summary>
internal sealed class HearingCheck(IOptions<HearingOptions> options, Machine machine, NamedProviders providers) : ISystemCheck
{
    public string Name => "hearing";

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var choice = HearingChoice.For(options.Value, machine, providers);
            return
            [
                choice.Provider switch
                {
                    nameof(HearingProvider.Http) => await Reach.CheckAsync("Hearing:Http:Endpoint", new Uri(options.Value.Http.Endpoint!), cancellationToken),
                    nameof(HearingProvider.Wyoming) => await Reach.CheckAsync("Hearing:Wyoming:Address", WyomingAddress.Parse(options.Value.Wyoming.Address!), cancellationToken),
                    nameof(HearingProvider.None) => CheckResult.Ok($"recordings are not taken: {choice.Why}"),
                    _ => CheckResult.Ok(choice.Executable ?? $"{choice.Provider}, of a plugin"),
                },
            ];
        }
        catch (SpeechException exception)
        {
            return [CheckResult.Fault(exception.Message, "Correct that, or set Hearing:Provider to None.")];
        }
    }
}
