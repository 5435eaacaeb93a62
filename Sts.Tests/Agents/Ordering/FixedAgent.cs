using Sts.Agents;

namespace Sts.Tests.Agents.Ordering;

/// <summary>A local agent that always decides the same, and counts how often.</summary>
internal sealed class FixedAgent(RealtimeDecision decision) : IRealtimeAgent
{
    public int Calls { get; private set; }

    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult(decision);
    }
}
