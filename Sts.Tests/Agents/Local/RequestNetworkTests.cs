using System.Diagnostics;
using Sts.Agents;
using Sts.Agents.Local.Model;
using Sts.Benchmarks.Training;

namespace Sts.Tests.Agents.Local;

public class RequestNetworkTests
{
    private static readonly string[] Yes = ["turn on the lamp", "play some music", "what is the time", "set an alarm"];
    private static readonly string[] No = ["i like the lamp", "she played music", "it was time to go", "he is alarmed"];

    [Test]
    public void Extract_AnyPunctuationAndCase_MakesTheSameFeatures() =>
        Features("What’s the time, Olly?").Should().Equal(Features("what's the time olly"));

    [Test]
    public void Margin_OfALinearModel_IsMicrosoftMlsOwnScore()
    {
        var (index, examples) = Prepare();
        var trainer = new LinearTrainer(index.Features.Length);
        var (model, transformer) = trainer.Train(examples);

        var expected = trainer.Score(transformer, examples);

        for (var i = 0; i < examples.Length; i++)
            model.Margin(examples[i]).Should().BeApproximately(expected[i], 1e-4);
    }

    [TestCase(8)]
    [TestCase(16)]
    [TestCase(37)]
    public void Margin_RoundedToBytes_IsNearlyWhatWasTrained(int units)
    {
        var (index, examples) = Prepare();
        var (linear, _) = new LinearTrainer(index.Features.Length).Train(examples);
        var trained = new NetworkTrainer(index.Features.Length, units, seed: 1).Train(examples, linear);
        var network = trained.Round(index);

        foreach (var (text, example) in Yes.Concat(No).Zip(examples))
            network.Margin(Features(text)).Should().BeApproximately(trained.Margin(example.Known, example.Share, new float[units]), 0.03);
    }

    [Test]
    public void Margin_FeatureManyTimes_CountsOnce()
    {
        var features = Features("what is the tallest building in the world");

        LocalAgents.Network.Margin([.. features, .. features.Reverse()]).Should().Be(LocalAgents.Network.Margin(features));
    }

    [Test]
    public void Find_FeaturesThatFallOnThePlacesOfOthers_AreToldApart()
    {
        uint[] known = [3, 3 + 64, 3 + 128, 4, 0];
        var index = new FeatureIndex(known);

        index.Find(known).Should().Equal(0, 1, 2, 3, 4);
        index.Find([3 + 192, 5, 1, 0, 4, 3, 4]).Should().Equal(4, 3, 0);
    }

    [Test]
    public void Train_Twice_MakesTheSameBytes() => Train().Should().Equal(Train());

    [Test]
    public void Write_ThenRead_IsTheSameModel()
    {
        var bytes = Write(LocalAgents.Network);

        Write(NetworkFile.Read(new MemoryStream(bytes))).Should().Equal(bytes);
        bytes.Length.Should().BeLessThan(9 << 20, "it ships with the program");
    }

    [Test]
    public void Read_AnythingElse_IsRefused()
    {
        var read = () => NetworkFile.Read(new MemoryStream("not a model, but a text"u8.ToArray()));

        read.Should().Throw<InvalidDataException>().WithMessage("*train-local*");
    }

    [Test]
    public void Decide_ThresholdRaised_FallsSilent()
    {
        const string text = "hmm is it quicker by the bridge or how";
        var confidence = LocalAgents.Stages.Decide(text).Confidence;

        LocalAgents.WithThreshold(Math.Max(confidence - 0.001, 0.0001)).Decide(text).ActionRequired.Should().BeTrue();
        LocalAgents.WithThreshold(Math.Min(confidence + 0.001, 0.9999)).Decide(text).ActionRequired.Should().BeFalse();
    }

    [Test]
    public void Decide_ByTheClassifier_TellsItsScore()
    {
        var decision = LocalAgents.Stages.Decide("what is the tallest building in the world");

        decision.Ground.Stage.Should().Be(DecisionGround.ClassifierStage);
        decision.Ground.Score.Should().Be(decision.Confidence).And.BeGreaterThan(0.5);
    }

    [Test]
    public void Decide_ManyUtterances_TakesMicrosecondsEach()
    {
        string[] texts = ["turn off the lights in the kitchen please", "yeah i think that's a good idea", "what's the weather like tomorrow in boston"];
        var best = Enumerable.Range(0, 20).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < 300; i++)
                LocalAgents.Stages.Decide(texts[i % texts.Length]);
            return Stopwatch.GetElapsedTime(started) / 300;
        });

        TestContext.Out.WriteLine($"{best.TotalMicroseconds:0} µs");
        best.Should().BeLessThan(TimeSpan.FromMilliseconds(1)); // a slow machine; here it is some tens of microseconds
    }

    private static byte[] Train()
    {
        var (index, examples) = Prepare();
        var (linear, _) = new LinearTrainer(index.Features.Length).Train(examples);
        return Write(new NetworkTrainer(index.Features.Length, 8, seed: 1).Train(examples, linear).Round(index));
    }

    private static (FeatureIndex Index, TrainingExample[] Examples) Prepare()
    {
        var rows = Yes.Select(text => (text, true)).Concat(No.Select(text => (text, false))).ToList();
        var index = new FeatureIndex([.. rows.SelectMany(row => Features(row.text)).Distinct().Order()]);
        return (index, [.. rows.Select(row => new TrainingExample(index.Find(Features(row.text)), row.Item2, 1))]);
    }

    private static uint[] Features(string text) => RequestFeatures.Extract(text, LocalAgents.Analyser.Analyse(text).Evidence);

    private static byte[] Write(RequestNetwork network)
    {
        using var stream = new MemoryStream();
        NetworkFile.Write(network, stream);
        return stream.ToArray();
    }
}
