using Sts.Agents.Llm;

namespace Sts.Agents.Ordering;

/// <summary>Asks the local agent and the model in the order of <c>Agents:Order</c>. The decorators beside this file give it each agent's interface.</summary>
internal sealed class OrderedAgents<TAgent>(TAgent local, TAgent model, AgentsOptions options, ProviderOutage outage)
    where TAgent : class
{
    private static readonly string Name = typeof(TAgent).Name[1..];

    /// <summary>Asks for a decision.</summary>
    /// <param name="ask">Asks an agent.</param>
    /// <param name="isCertain">Whether the local agent's decision can stand by itself.</param>
    /// <param name="undecided">To do nothing: what is decided when the model fails and the local agent isn't certain, or isn't asked.</param>
    public async Task<TDecision> DecideAsync<TDecision>(Func<TAgent, Task<TDecision>> ask, Func<TDecision, bool> isCertain, TDecision undecided)
    {
        if (options.EffectiveOrder is AgentOrder.LocalFirst && await ask(local) is var first && isCertain(first))
            return first;

        try
        {
            return await AskModelAsync(ask);
        }
        catch (AgentException e)
        {
            outage.Failed(Name, e);
        }

        return options.EffectiveOrder is AgentOrder.LlmFirst && await ask(local) is var second && isCertain(second) ? second : undecided;
    }

    /// <summary>Asks for what can't be left undecided: the model and then, unless it is to be the model's alone, the local agent.</summary>
    /// <exception cref="AgentException">The model failed, and the order is <see cref="AgentOrder.LlmOnly"/>.</exception>
    public async Task<TResult> WriteAsync<TResult>(Func<TAgent, Task<TResult>> ask)
    {
        try
        {
            return await AskModelAsync(ask);
        }
        catch (AgentException e)
        {
            outage.Failed(Name, e);
            if (options.EffectiveOrder is AgentOrder.LlmOnly)
                throw;
            return await ask(local);
        }
    }

    /// <summary>Whether a decision of this likelihood, one way or the other, is certain. A provider that names none is taken at its word.</summary>
    public bool IsCertain(double? confidence) => confidence is not { } likely || Math.Max(likely, 1 - likely) >= options.Confidence;

    private async Task<TResult> AskModelAsync<TResult>(Func<TAgent, Task<TResult>> ask)
    {
        var result = await ask(model);
        outage.Succeeded();
        return result;
    }
}
