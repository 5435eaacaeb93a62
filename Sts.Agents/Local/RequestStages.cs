using Microsoft.Extensions.Options;
using Sts.Agents.Local.Model;

namespace Sts.Agents.Local;

/// <summary>Decides in two stages: a sentence that the grammar knows is decided on there; anything else is left to the classifier.</summary>
internal sealed class RequestStages(RequestAnalyser analyser, RequestNetwork network, IOptions<AgentsOptions> options)
{
    private const double Certain = 0.999;

    /// <summary>Decides on an utterance of any length in bounded time.</summary>
    public LocalDecision Decide(string text)
    {
        var request = analyser.Analyse(text);
        return ByGrammar(request) ?? ByClassifier(text, request);
    }

    /// <summary>What the first stage says; null when it knows no sentence like that.</summary>
    public static LocalDecision? ByGrammar(Request request)
    {
        if (request.Sentence.Rule is not { } rule)
            return null;
        var outcome = request.Sentence.Outcome;
        var wanted = outcome is GrammarOutcome.Matched or GrammarOutcome.Failed;
        return new LocalDecision(wanted, wanted ? Certain : 1 - Certain, new DecisionGround(DecisionGround.GrammarStage, outcome, rule.Id), request);
    }

    private LocalDecision ByClassifier(string text, Request request)
    {
        using var features = new FeatureBag();
        RequestFeatures.Collect(text, request.Evidence, features);
        // Without a word there is nothing to be wanted.
        var probability = text.Any(char.IsLetterOrDigit) ? network.Probability(features.Features) : 0;
        var ground = new DecisionGround(DecisionGround.ClassifierStage, GrammarOutcome.NoMatch, request.Evidence.DecidingRule, probability);
        return new LocalDecision(probability >= options.Value.Local.Threshold, probability, ground, request);
    }
}
