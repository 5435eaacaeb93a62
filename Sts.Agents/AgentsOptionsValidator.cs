using Microsoft.Extensions.Options;
using Sts.Agents.Llm;

namespace Sts.Agents;

/// <summary>Checks who decides, and the model's own settings when one is asked.</summary>
internal sealed class AgentsOptionsValidator : IValidateOptions<AgentsOptions>
{
    private const double LeastConfidence = 0.5;
    private const double MostConfidence = 0.99;

    public ValidateOptionsResult Validate(string? name, AgentsOptions options)
    {
        var problems = Problems(options).Concat(options.UsesModel ? OpenAIOptionsRules.Problems(options.OpenAI) : []).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(AgentsOptions options)
    {
        var isLocal = options.IsProvider(AgentsOptions.LocalProvider);
        if (options.Provider is { Length: > 0 } && !isLocal && !options.IsProvider(AgentsOptions.OpenAIProvider))
            yield return $"Agents:Provider is '{options.Provider}'. Set it to Local or OpenAI.";
        if (isLocal && options.UsesModel)
            yield return $"Agents:Order is {options.Order}, but Agents:Provider is Local, which has no model. Set Agents:Provider to OpenAI, or Agents:Order to LocalOnly.";
        if (options.UsesModel && options.Prompts != AgentsOptions.DefaultPrompts && !PromptFolder.Places(options.Prompts).Any(Directory.Exists))
            yield return $"Agents:Prompts names the folder '{options.Prompts}', which doesn't exist. Create it, or remove the setting.";
        if (options.Confidence is not (>= LeastConfidence and <= MostConfidence))
            yield return "Agents:Confidence is out of range. Set it to 0.5 to 0.99.";
        if (options.Local.Problem is { } problem)
            yield return problem;
    }
}
