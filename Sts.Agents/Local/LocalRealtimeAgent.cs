using System.Globalization;

namespace Sts.Agents.Local;

/// <summary>Decides by the rules in <c>Rules/</c>: offline, deterministic, in some tens of microseconds.</summary>
internal sealed class LocalRealtimeAgent(RequestAnalyser analyser) : IRealtimeAgent
{
    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Decide(analyser.Analyse(utterance.Text)));
    }

    private static RealtimeDecision Decide(Request request) => request.Evidence.IsPositive
        ? new RealtimeDecision(true, Phrasing.Acknowledge(request), request.Category, request.Core)
        : new RealtimeDecision(false, string.Create(
            CultureInfo.InvariantCulture,
            $"No request to the assistant (rule {request.Evidence.DecidingRule}, score {request.Evidence.Score:0.0})."));
}
