using Sts.Agents.Evaluation;
using Sts.Agents.Local;
using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training;

/// <summary>Trains models, and scores each on utterances that it did not learn from.</summary>
internal sealed class CrossValidation(RequestAnalyser analyser)
{
    /// <summary>How many parts the labelled file is cut into; each is scored by a model that learned from the others.</summary>
    public const int Folds = 10;

    private const int Networks = 4;
    private const int UnitsOfEach = 8;

    private readonly Dictionary<string, uint[]> _features = [];

    /// <summary>Trains networks that begin with what a Microsoft.ML model of the same features has learned.</summary>
    public TrainedRequests Train(IReadOnlyList<LabelledText> rows)
    {
        var index = FeatureChoice.Of(rows.Select(row => (Features(row), row.Weight)));
        TrainingExample[] examples = [.. rows.Select(row => ToExample(row, index))];
        var (linear, _) = new LinearTrainer(index.Features.Length).Train(examples);
        var networks = Enumerable.Range(1, Networks).Select(seed => new NetworkTrainer(index.Features.Length, UnitsOfEach, seed).Train(examples, linear));
        return new TrainedRequests(linear, TrainedNetwork.Mean([.. networks]).Round(index));
    }

    /// <summary>The margins of the labelled file, each part of it by a model that learned from <paramref name="known"/> and from the other parts.</summary>
    /// <param name="known">What all models learn from.</param>
    /// <param name="labelled">The file.</param>
    /// <param name="cut">Which of many ways to cut it into parts.</param>
    /// <param name="finished">Told of each part.</param>
    public IReadOnlyList<(LabelledText Row, double Linear, double Network)> Run(
        IReadOnlyList<LabelledText> known, IReadOnlyList<LabelledText> labelled, int cut, Action<int> finished)
    {
        var order = labelled.ToArray();
        new Random(cut).Shuffle(order);
        var margins = new List<(LabelledText, double, double)>();
        foreach (var row in known.Concat(labelled))
            Features(row);
        var parts = Enumerable.Range(0, Folds).AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(Environment.ProcessorCount, 2)).Select(fold =>
        {
            var model = Train([.. known, .. order.Where((_, i) => i % Folds != fold)]);
            finished(fold);
            return Score(model, order.Where((_, i) => i % Folds == fold));
        });
        foreach (var part in parts)
            margins.AddRange(part);
        return margins;
    }

    /// <summary>The margins of utterances.</summary>
    public IReadOnlyList<(LabelledText Row, double Linear, double Network)> Score(TrainedRequests model, IEnumerable<LabelledText> rows) => [.. rows.Select(row =>
        (row, model.Linear.Margin(ToExample(row, model.Network.Index)), model.Network.Margin(Features(row))))];

    /// <summary>What the two stages make of margins: the grammar's word stands where it has one.</summary>
    public IReadOnlyList<Judgement> Judge(IEnumerable<(LabelledText Row, double Margin)> margins, Calibration calibration) => [.. margins.Select(scored =>
    {
        var probability = 1 / (1 + Math.Exp(-(calibration.Slope * scored.Margin + calibration.Offset)));
        var confidence = RequestStages.ByGrammar(analyser.Analyse(scored.Row.Text))?.Confidence ?? probability;
        return new Judgement(new LabelledUtterance(scored.Row.Text, scored.Row.Wanted, ""), confidence >= 0.5, confidence);
    })];

    private TrainingExample ToExample(LabelledText row, FeatureIndex index) =>
        new(index.Find(Features(row)), row.Wanted, row.Weight);

    private uint[] Features(LabelledText row)
    {
        lock (_features)
        {
            if (!_features.TryGetValue(row.Text, out var features))
                _features.Add(row.Text, features = RequestFeatures.Extract(row.Text, analyser.Analyse(row.Text).Evidence));
            return features;
        }
    }
}
