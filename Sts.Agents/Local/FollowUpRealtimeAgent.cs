using System.Text.RegularExpressions;

namespace Sts.Agents.Local;

/// <summary>
/// Understands "yes, do that": what was talked about a moment ago, without anything having been done about it, is wanted now if it
/// would be a request when said as one. Anything else is left to <see cref="LocalRealtimeAgent"/>.
/// </summary>
internal sealed partial class FollowUpRealtimeAgent(LocalRealtimeAgent agent) : IRealtimeAgent
{
    // Likely, but two people may be agreeing with each other: a model that sees the talk knows better.
    private const double Likely = 0.8;

    private static readonly TimeSpan MomentAgo = TimeSpan.FromMinutes(1);

    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) => agent.DecideAsync(utterance, cancellationToken);

    public async Task<RealtimeDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken)
    {
        if (Assent().IsMatch(utterance.Text) && Pending(utterance, await context.ReadAsync(cancellationToken)) is { } meant)
        {
            var decision = await agent.DecideAsync(meant, cancellationToken);
            if (decision.ActionRequired)
                return decision with { Confidence = Likely };
        }

        return await agent.DecideAsync(utterance, cancellationToken);
    }

    private static Utterance? Pending(Utterance utterance, IReadOnlyList<ContextTurn> turns) =>
        turns is [.., { Answer: null, Utterance: var last }] && utterance.Timestamp - last.Timestamp <= MomentAgo
            ? new Utterance(last.UserId, Suggestion().Replace(last.Text, ""), last.Timestamp)
            : null;

    [GeneratedRegex(
        @"^\W*((yes|yeah|yep|sure|ok|okay|right|alright)\W+)?((please\W+)?(do (that|it|so)|go ahead)(\W+please)?|please do|yes please)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assent();

    [GeneratedRegex(
        @"^\W*((well|so|and|um|uh|oh|maybe|perhaps|i think|i guess|actually)\W+)*((we|you|i|one) (really |probably )?(should|could|can|might|ought to|may)( perhaps| maybe)?|(shall|should|could) (we|i|you)|how about|what about|let's|let us)\W+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suggestion();
}
