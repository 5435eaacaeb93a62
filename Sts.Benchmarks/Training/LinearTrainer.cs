using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Sts.Benchmarks.Training;

/// <summary>Trains a logistic regression with Microsoft.ML: what the network begins with, and what it has to beat.</summary>
internal sealed class LinearTrainer(int features)
{
    private const int Seed = 1;
    private const float L2 = 0.3f;

    private readonly MLContext _ml = new(Seed);

    /// <summary>Learns.</summary>
    public (LinearModel Model, ITransformer Transformer) Train(IReadOnlyList<TrainingExample> examples)
    {
        var trainer = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(MlRow.Weight),
            L1Regularization = 0,
            L2Regularization = L2,
            NumberOfThreads = 1,
        });
        var fitted = trainer.Fit(Load(examples));
        var linear = ((CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>)fitted.Model).SubModel;
        return (new LinearModel([.. linear.Weights], linear.Bias), fitted);
    }

    /// <summary>What Microsoft.ML itself makes of utterances with a model of its own.</summary>
    public IReadOnlyList<float> Score(ITransformer transformer, IReadOnlyList<TrainingExample> examples) =>
        [.. transformer.Transform(Load(examples)).GetColumn<float>("Score")];

    private IDataView Load(IReadOnlyList<TrainingExample> examples)
    {
        var schema = SchemaDefinition.Create(typeof(MlRow));
        schema[nameof(MlRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return _ml.Data.LoadFromEnumerable(examples.Select(ToRow), schema);
    }

    private MlRow ToRow(TrainingExample example)
    {
        var values = new float[example.Known.Length];
        Array.Fill(values, example.Share);
        return new MlRow(example.Wanted, (float)example.Weight, new VBuffer<float>(features, values.Length, values, [.. example.Known.Order()]));
    }

    private sealed class MlRow(bool label, float weight, VBuffer<float> features)
    {
        public bool Label { get; } = label;

        public float Weight { get; } = weight;

        public VBuffer<float> Features { get; } = features;
    }
}
