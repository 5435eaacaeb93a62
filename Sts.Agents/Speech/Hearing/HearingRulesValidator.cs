using Microsoft.Extensions.Options;
using Sts.Agents.Speech.Processes;
using Sts.Agents.Speech.Synthesis;
using Sts.Agents.Speech.Wyoming;

namespace Sts.Agents.Speech.Hearing;

/// <summary>Checks settings against each other and against what is installed.</summary>
internal sealed class HearingRulesValidator(Machine machine, NamedProviders providers) : IValidateOptions<HearingOptions>
{
    public ValidateOptionsResult Validate(string? name, HearingOptions options)
    {
        var failures = EndpointRules.Failures("Hearing:Http", options.Http.Endpoint, "/audio/transcriptions", options.Http.ApiKey, options.Http.ApiKeyFile).ToList();
        if (WyomingAddress.Problem("Hearing:Wyoming:Address", options.Wyoming.Address) is { } problem)
            failures.Add(problem);
        if (options.Pocketsphinx.Grammar is { Length: > 0 } grammar && !File.Exists(grammar))
            failures.Add($"Hearing:Pocketsphinx:Grammar {grammar} does not exist.");
        try
        {
            HearingChoice.For(options, machine, providers);
        }
        catch (SpeechException e)
        {
            failures.Add(e.Message);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
