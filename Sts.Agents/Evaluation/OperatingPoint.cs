namespace Sts.Agents.Evaluation;

/// <summary>What a threshold on the confidence would make of some judgements.</summary>
/// <param name="Threshold">From this confidence on, something is taken for a request.</param>
/// <param name="Recall">The share of requests that reach it.</param>
/// <param name="FalsePositiveRate">The share of talk that reaches it.</param>
public sealed record OperatingPoint(double Threshold, double Recall, double FalsePositiveRate)
{
    /// <summary>What becomes of the judgements at a threshold. Those without a confidence count as 1 for yes and 0 for no.</summary>
    public static OperatingPoint At(double threshold, IReadOnlyCollection<Judgement> judgements)
    {
        var confusion = Confusion.Of(judgements.Select(judgement => judgement with { ActionRequired = Score(judgement) >= threshold }));
        return new OperatingPoint(threshold, confusion.Recall, confusion.FalsePositiveRate);
    }

    /// <summary>The greatest recall at which no more than a share of the talk is taken for a request, and the threshold that reaches it.</summary>
    public static OperatingPoint AtFalsePositiveRate(double share, IReadOnlyCollection<Judgement> judgements)
    {
        var talk = judgements.Where(judgement => !judgement.Utterance.ActionRequired).Select(Score).OrderDescending().ToList();
        var allowed = (int)Math.Floor(talk.Count * share);
        // The first that is one too many: the threshold has to be above it.
        var threshold = talk.Count > allowed ? Math.BitIncrement(talk[allowed]) : 0;
        return At(threshold, judgements);
    }

    private static double Score(Judgement judgement) => judgement.Confidence ?? (judgement.ActionRequired ? 1 : 0);
}
