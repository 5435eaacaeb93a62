namespace Sts.Agents.Local.Summary;

/// <summary>Ranks sentences by how central they are among all: continuous LexRank (Erkan and Radev, 2004).</summary>
/// <remarks>
/// A random walk over the sentences, from each to those that resemble it, visits a sentence the more often the more it has in
/// common with others that are visited often. Quadratic in the sentences that take part, hence their limit.
/// </remarks>
internal static class SentenceRanking
{
    /// <summary>How many sentences take part; of more, those with the most content.</summary>
    public const int MaxSentences = 400;

    private const double Damping = 0.85;
    private const int Iterations = 30;

    // The opening of a talk names its subject more often than its middle does.
    private const double OpeningBonus = 0.3;

    // Two sentences closer than this say the same thing.
    private const double Redundant = 0.6;

    /// <summary>Chooses at most <paramref name="count"/> of the texts, and returns their indexes in ascending order.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<string> texts, int count)
    {
        var vectors = WordVector.Create(texts);
        var candidates = Enumerable.Range(0, texts.Count).Where(i => vectors[i] is not null)
            .OrderByDescending(i => vectors[i]!.Norm).Take(MaxSentences).Order().ToList();
        var scores = Score(candidates.ConvertAll(i => vectors[i]!));

        var chosen = new List<int>();
        foreach (var (candidate, _) in candidates.Zip(scores).OrderByDescending(pair => pair.Second * Position(pair.First, texts.Count)))
        {
            if (chosen.Count == count)
                break;
            if (chosen.All(other => vectors[other]!.Similarity(vectors[candidate]!) < Redundant))
                chosen.Add(candidate);
        }

        return [.. chosen.Order()];
    }

    private static double Position(int index, int count) => 1 + OpeningBonus * (1 - (double)index / count);

    private static double[] Score(List<WordVector> vectors)
    {
        var neighbours = Neighbours(vectors);
        var scores = Enumerable.Repeat(1.0, vectors.Count).ToArray();
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var next = Enumerable.Repeat(1 - Damping, vectors.Count).ToArray();
            for (var i = 0; i < vectors.Count; i++)
            {
                foreach (var (j, share) in neighbours[i])
                    next[j] += Damping * scores[i] * share;
            }

            scores = next;
        }

        return scores;
    }

    private static List<(int Index, double Share)> ScaleToOne(List<(int Index, double Share)> pairs)
    {
        var sum = pairs.Sum(pair => pair.Share);
        return pairs.ConvertAll(pair => (pair.Index, pair.Share / sum));
    }

    private static List<(int Index, double Share)>[] Neighbours(List<WordVector> vectors)
    {
        var similar = vectors.ConvertAll(_ => new List<(int Index, double Share)>()).ToArray();
        for (var i = 0; i < vectors.Count; i++)
        {
            for (var j = i + 1; j < vectors.Count; j++)
            {
                if (vectors[i].Similarity(vectors[j]) is > 0 and var similarity)
                {
                    similar[i].Add((j, similarity));
                    similar[j].Add((i, similarity));
                }
            }
        }

        return [.. similar.Select(ScaleToOne)];
    }
}
