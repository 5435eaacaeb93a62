using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Sts.Agents.Local;

/// <summary>
/// Understands "yes, do that": what was talked about a moment ago, without anything having been done about it, is wanted now if it
/// would be a request when said as one. Of a short reply to a question that the user was asked it says that it can't tell, if there is a model
/// to ask next. Anything else is left to <see cref="LocalRealtimeAgent"/>.
/// </summary>
internal sealed partial class FollowUpRealtimeAgent(LocalRealtimeAgent agent, IOptions<AgentsOptions> options) : IRealtimeAgent
{
    // Likely, but two people may be agreeing with each other: a model that sees the talk knows better.
    private const double Likely = 0.8;
    private const double Open = 0.5;

    private static readonly TimeSpan MomentAgo = TimeSpan.FromMinutes(1);

    public Task<RealtimeDecision> DecideAsync(Utterance utterance, CancellationToken cancellationToken) => agent.DecideAsync(utterance, cancellationToken);

    public async Task<RealtimeDecision> DecideAsync(Utterance utterance, SessionContext context, CancellationToken cancellationToken)
    {
        var decision = await agent.DecideAsync(utterance, cancellationToken);
        // Only now, as the context may cost a query, and hardly anything that is said is a reply.
        if (!MayBeReply(utterance.Text) || await context.ReadAsync(cancellationToken) is not [.., var last] || utterance.Timestamp - last.Utterance.Timestamp > MomentAgo)
            return decision;
        if (last.Answer is { } answer)
            return answer.TrimEnd().EndsWith('?') ? decision with { Confidence = Open } : decision;

        return Assent().IsMatch(utterance.Text) && await agent.DecideAsync(Requested(last.Utterance), cancellationToken) is { ActionRequired: true } request
            ? request with { Confidence = Likely, Ground = request.Ground! with { Stage = DecisionGround.FollowUpStage } }
            : decision;
    }

    private bool MayBeReply(string text) => (options.Value.EffectiveOrder is AgentOrder.LocalFirst ? Reply() : Assent()).IsMatch(text);

    private static Utterance Requested(Utterance suggestion) => new(suggestion.UserId, Suggestion().Replace(suggestion.Text, ""), suggestion.Timestamp);

    [GeneratedRegex(
        @"^\W*(yes|yeah|yep|sure|ok|okay|right|alright|please|go|do|no|nope|not|never|the|that|this|both|all|none|neither|either|and|at|in|on|for)\b.{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reply();

    [GeneratedRegex(
        @"^\W*((yes|yeah|yep|sure|ok|okay|right|alright)\W+)?((please\W+)?(do (that|it|so)|go ahead)(\W+please)?|please do|yes please)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assent();

    [GeneratedRegex(
        @"^\W*((well|so|and|um|uh|oh|maybe|perhaps|i think|i guess|actually)\W+)*((we|you|i|one) (really |probably )?(should|could|can|might|ought to|may)( perhaps| maybe)?|(shall|should|could) (we|i|you)|how about|what about|let's|let us)\W+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suggestion();
}
