using Sts.Benchmarks.Summaries;
using Sts.Tests.Agents.Local;

namespace Sts.Tests.Benchmarks;

public class RougeTests
{
    // Reference: police killed the gunman. From section 3.1 of Lin's paper, where ROUGE-2 of both is the same.
    [TestCase("police kill the gunman", 0.75, 1 / 3.0, 0.75)]
    [TestCase("the gunman kill police", 0.75, 1 / 3.0, 0.5)]
    [TestCase("Police killed the gunman!", 1, 1, 1)]
    [TestCase("nothing alike", 0, 0, 0)]
    [TestCase("", 0, 0, 0)]
    public void Rouge_OfTheExampleOfThePaper_IsAsWorkedOutByHand(string summary, double one, double two, double longest)
    {
        const string reference = "police killed the gunman";

        Rouge.N(1, summary, reference).Should().BeApproximately(one, 1e-9);
        Rouge.N(2, summary, reference).Should().BeApproximately(two, 1e-9);
        Rouge.L(summary, reference).Should().BeApproximately(longest, 1e-9);
    }

    [Test]
    public void N_WordSaidMoreOftenThanInTheReference_CountsAsOftenAsThere() =>
        Rouge.N(1, "the the the the", "the cat").Should().BeApproximately(2.0 * 1 / (4 + 2), 1e-9);

    [Test]
    public void Compare_RealTalks_OfflineBeatsTheBeginning()
    {
        var lines = EvaluationData.ReadLinesOrIgnore("session_dialogues.jsonl");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, lines);
            var (offline, lead) = SummaryCommand.Compare(Dialogue.Read(file));

            TestContext.Out.WriteLine($"offline {string.Join(' ', offline)}, lead {string.Join(' ', lead)}");
            offline.Zip(lead).Should().OnlyContain(pair => pair.First > pair.Second);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
