using System.Numerics.Tensors;
using Sts.Agents.Local.Model;

namespace Sts.Benchmarks.Training;

/// <summary>A network in training, with weights of full precision.</summary>
internal sealed class TrainedNetwork
{
    private const double DeepSpread = 0.2;

    public required float[] Wide { get; init; }

    public required float[] Deep { get; init; }

    public required float[] HiddenBias { get; init; }

    public required float[] Output { get; init; }

    public float Bias { get; set; }

    /// <summary>A network that has learned nothing but, if there is one, the linear model.</summary>
    public static TrainedNetwork Create(int features, int units, Random random, LinearModel? start)
    {
        var network = new TrainedNetwork
        {
            Wide = start is null ? new float[features] : [.. start.Weights],
            Deep = new float[features * units],
            HiddenBias = new float[units],
            Output = new float[units],
            Bias = start?.Bias ?? 0,
        };
        for (var i = 0; i < network.Deep.Length; i++)
            network.Deep[i] = (float)((random.NextDouble() - 0.5) * DeepSpread);
        for (var unit = 0; unit < units; unit++)
            network.Output[unit] = (float)(random.NextDouble() - 0.5);
        return network;
    }

    /// <summary>
    /// One network whose margin is the mean of the margins of several. Each began with other random weights, so they err in other places.
    /// </summary>
    public static TrainedNetwork Mean(IReadOnlyList<TrainedNetwork> networks)
    {
        var features = networks[0].Wide.Length;
        return new TrainedNetwork
        {
            Wide = [.. Enumerable.Range(0, features).Select(feature => networks.Average(network => network.Wide[feature]))],
            Deep = [.. Enumerable.Range(0, features).SelectMany(feature => networks.SelectMany(network => network.Row(feature)))],
            HiddenBias = [.. networks.SelectMany(network => network.HiddenBias)],
            Output = [.. networks.SelectMany(network => network.Output.Select(weight => weight / networks.Count))],
            Bias = networks.Average(network => network.Bias),
        };
    }

    /// <summary>The margin, and what the hidden units are at.</summary>
    public double Margin(ReadOnlySpan<int> features, float share, float[] hidden)
    {
        HiddenBias.CopyTo(hidden, 0);
        double margin = Bias;
        foreach (var feature in features)
        {
            margin += Wide[feature] * share;
            TensorPrimitives.MultiplyAdd(Deep.AsSpan(feature * hidden.Length, hidden.Length), share, hidden, hidden);
        }

        for (var unit = 0; unit < hidden.Length; unit++)
            margin += Output[unit] * Math.Max(0, hidden[unit]);
        return margin;
    }

    /// <summary>Rounds the weights to what the file has room for.</summary>
    public RequestNetwork Round(FeatureIndex index)
    {
        float[] steps = [.. Enumerable.Range(0, Wide.Length).Select(feature => Row(feature).Max(Math.Abs) / sbyte.MaxValue)];
        return new RequestNetwork(index, new NetworkWeights
        {
            Wide = [.. Wide.Select(weight => (Half)weight)],
            Steps = [.. steps.Select(step => (Half)step)],
            Deep = [.. Enumerable.Range(0, Wide.Length).SelectMany(feature => Row(feature).Select(weight => Round(weight, steps[feature])))],
            HiddenBias = HiddenBias,
            Output = Output,
            Bias = Bias,
            Slope = 1,
            Offset = 0,
        });
    }

    private static sbyte Round(float weight, float step) => step == 0 ? (sbyte)0 : (sbyte)MathF.Round(weight / step);

    private ArraySegment<float> Row(int feature) => new(Deep, feature * Output.Length, Output.Length);
}
