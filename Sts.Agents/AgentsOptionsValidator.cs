using Microsoft.Extensions.Options;
using Sts.Agents.Llm;

namespace Sts.Agents;

/// <summary>Checks who decides, and the model's own settings when one is asked.</summary>
internal sealed class AgentsOptionsValidator(NamedProviders providers) : IValidateOptions<AgentsOptions>
{
    private const double LeastConfidence = 0.5;
    private const double MostConfidence = 0.99;

    public ValidateOptionsResult Validate(string? name, AgentsOptions options)
    {
        var problems = Problems(options).Concat(options.UsesOpenAI ? OpenAIOptionsRules.Problems(options.OpenAI) : []).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(AgentsOptions options)
    {
        var isLocal = options.IsProvider(AgentsOptions.LocalProvider);
        if (options.Provider is { Length: > 0 } name && providers.Find(name, AgentsServiceCollectionExtensions.Kinds) is null && !providers.MayMiss)
            yield return $"Agents:Provider is '{name}'. Set it to {string.Join(" or ", providers.Of(AgentsServiceCollectionExtensions.Kinds))}.";
        if (isLocal && options.UsesModel)
            yield return $"Agents:Order is {options.Order}, but Agents:Provider is Local, which has no model. Set Agents:Provider to OpenAI, or Agents:Order to LocalOnly.";
        if (options.UsesOpenAI && options.Prompts != AgentsOptions.DefaultPrompts && !PromptFolder.Places(options.Prompts).Any(Directory.Exists))
            yield return $"Agents:Prompts names the folder '{options.Prompts}', which doesn't exist. Create it, or remove the setting.";
        if (options.Confidence is not (>= LeastConfidence and <= MostConfidence))
            yield return "Agents:Confidence is out of range. Set it to 0.5 to 0.99.";
        if (options.Local.Problem is { } problem)
            yield return problem;
    }
}
