using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Sts.Benchmarks.Training;

/// <summary>
/// Trains the network of the classifier: logistic loss, AdaGrad (Duchi et al., 2011), and in every round a share of an utterance's features
/// left out (Srivastava et al., 2014), so that no single word decides. One thread and a fixed seed: the same data gives the same model.
/// </summary>
internal sealed class NetworkTrainer(int features, int units, int seed)
{
    private const int Rounds = 8;
    private const float Rate = 0.1f;
    private const double LeftOut = 0.5;
    private const float Nothing = 1e-6f;
    private const double Settled = 1e-3;

    private readonly Random _random = new(seed);
    private readonly float[] _hidden = new float[units];
    private readonly float[] _back = new float[units];
    private readonly List<int> _kept = [];

    // What AdaGrad remembers; one number for a row of the deep weights.
    private readonly float[] _wideSquares = Filled(features);
    private readonly float[] _deepSquares = Filled(features);
    private readonly float[] _hiddenSquares = Filled(units);
    private readonly float[] _outputSquares = Filled(units);
    private float _biasSquares = Nothing;

    /// <summary>Learns.</summary>
    /// <param name="examples">What to learn from.</param>
    /// <param name="start">A linear model to begin with; null to begin with nothing.</param>
    public TrainedNetwork Train(IReadOnlyList<TrainingExample> examples, LinearModel? start)
    {
        var network = TrainedNetwork.Create(features, units, _random, start);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            _random.Shuffle(order);
            foreach (var i in order)
                Learn(network, examples[i]);
        }

        return network;
    }

    private void Learn(TrainedNetwork network, TrainingExample example)
    {
        var known = Keep(example.Known);
        if (known.Length == 0)
            return;

        var share = TrainingExample.ShareOf(known.Length);
        var margin = network.Margin(known, share, _hidden);
        var error = (float)((1 / (1 + Math.Exp(-margin)) - (example.Wanted ? 1 : 0)) * example.Weight);
        if (Math.Abs(error) < Settled)
            return;

        network.Bias -= Step(ref _biasSquares, error);
        for (var unit = 0; unit < units; unit++)
        {
            _back[unit] = _hidden[unit] > 0 ? error * network.Output[unit] : 0;
            if (_hidden[unit] <= 0)
                continue;
            network.Output[unit] -= Step(ref _outputSquares[unit], error * _hidden[unit]);
            network.HiddenBias[unit] -= Step(ref _hiddenSquares[unit], _back[unit]);
        }

        var squares = TensorPrimitives.SumOfSquares<float>(_back) / units * share * share;
        foreach (var feature in known)
        {
            network.Wide[feature] -= Step(ref _wideSquares[feature], error * share);
            _deepSquares[feature] += squares;
            var row = network.Deep.AsSpan(feature * units, units);
            TensorPrimitives.MultiplyAdd(_back, -Rate * share / MathF.Sqrt(_deepSquares[feature]), row, row);
        }
    }

    private ReadOnlySpan<int> Keep(int[] features)
    {
        _kept.Clear();
        foreach (var feature in features)
        {
            if (_random.NextDouble() >= LeftOut)
                _kept.Add(feature);
        }

        return CollectionsMarshal.AsSpan(_kept);
    }

    private static float Step(ref float squares, float gradient)
    {
        squares += gradient * gradient;
        return Rate * gradient / MathF.Sqrt(squares);
    }

    private static float[] Filled(int length)
    {
        var numbers = new float[length];
        Array.Fill(numbers, Nothing);
        return numbers;
    }
}
