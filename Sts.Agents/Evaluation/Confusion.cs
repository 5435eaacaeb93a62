namespace Sts.Agents.Evaluation;

/// <summary>How often decisions were right and wrong.</summary>
/// <param name="TruePositives">Requests that were taken for such.</param>
/// <param name="FalsePositives">Talk that was taken for a request.</param>
/// <param name="TrueNegatives">Talk that was left alone.</param>
/// <param name="FalseNegatives">Requests that were missed.</param>
public sealed record Confusion(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>How many there are.</summary>
    public int Count => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>The share of right decisions; 0 without any.</summary>
    public double Accuracy => Share(TruePositives + TrueNegatives, Count);

    /// <summary>The share of requests among what was taken for one; 0 when nothing was.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of requests that were taken for such; 0 without a request.</summary>
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The share of talk that was taken for a request; 0 without talk.</summary>
    public double FalsePositiveRate => Share(FalsePositives, FalsePositives + TrueNegatives);

    /// <summary>Counts.</summary>
    public static Confusion Of(IEnumerable<Judgement> judgements)
    {
        var counts = judgements.CountBy(judgement => (judgement.Utterance.ActionRequired, judgement.ActionRequired)).ToDictionary();
        return new Confusion(
            counts.GetValueOrDefault((true, true)), counts.GetValueOrDefault((false, true)),
            counts.GetValueOrDefault((false, false)), counts.GetValueOrDefault((true, false)));
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
