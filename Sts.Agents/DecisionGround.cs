using System.Globalization;

namespace Sts.Agents;

/// <summary>What a decision stands on.</summary>
/// <param name="Stage">Who decided: one of the constants of this type, or the name of another provider's stage.</param>
/// <param name="Grammar">What the local grammar said of the utterance; null when it wasn't asked.</param>
/// <param name="Rule">The sentence or rule that decided, or that spoke loudest; null when there is none.</param>
/// <param name="Score">The classifier's probability, from 0 to 1, that the utterance wants something of the assistant; null when it wasn't asked.</param>
public sealed record DecisionGround(string Stage, GrammarOutcome? Grammar, string? Rule = null, double? Score = null)
{
    /// <summary>A sentence of the grammar decided.</summary>
    public const string GrammarStage = "grammar";

    /// <summary>The trained classifier decided.</summary>
    public const string ClassifierStage = "classifier";

    /// <summary>The user agreed to what was said a moment before, and that would have been a request.</summary>
    public const string FollowUpStage = "follow-up";

    /// <summary>A language model decided.</summary>
    public const string ModelStage = "model";

    /// <summary>The ground in words, such as <c>grammar: light.switch</c> or <c>classifier: 0.97</c>.</summary>
    public override string ToString() => (Score, Rule) switch
    {
        ({ } score, _) => string.Create(CultureInfo.InvariantCulture, $"{Stage}: {score:0.00}"),
        (_, { } rule) => $"{Stage}: {rule}",
        _ => Stage,
    };
}
