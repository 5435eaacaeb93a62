namespace Sts.Agents.Llm;

/// <summary>Asks one agent, and another when the first fails. The decorators beside this file give it each agent's interface.</summary>
internal sealed class Fallback<TAgent>(TAgent model, TAgent local, ProviderOutage outage)
    where TAgent : class
{
    public async Task<TResult> CallAsync<TResult>(Func<TAgent, Task<TResult>> call)
    {
        try
        {
            var result = await call(model);
            outage.Succeeded();
            return result;
        }
        catch (AgentException e)
        {
            outage.Failed(typeof(TAgent).Name[1..], e);
            return await call(local);
        }
    }
}
