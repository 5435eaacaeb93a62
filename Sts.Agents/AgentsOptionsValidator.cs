using Microsoft.Extensions.Options;
using Sts.Agents.Llm;

namespace Sts.Agents;

/// <summary>Checks the provider's name, and the provider's own settings when it is chosen.</summary>
internal sealed class AgentsOptionsValidator : IValidateOptions<AgentsOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentsOptions options)
    {
        if (string.Equals(options.Provider, AgentsOptions.LocalProvider, StringComparison.OrdinalIgnoreCase))
            return ValidateOptionsResult.Success;
        if (!options.UsesOpenAI)
            return ValidateOptionsResult.Fail($"Agents:Provider is '{options.Provider}'. Set it to Local or OpenAI.");

        var problems = OpenAIOptionsRules.Problems(options.OpenAI).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
