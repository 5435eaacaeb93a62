using System.Text.Json;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class EvalTests
{
    [Test]
    public async Task Eval_LabelledFile_PrintsAllFiguresAsJson()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "my.tsv"), "turn off the lights\t1\thome/a\nwhat's the weather like tomorrow\t1\thome/b\nhand me the big bowl\t0\tkitchen\nyeah i think so too\t0\tkitchen\n");

        var run = await ProgramRun.InAsync(folder.Path, "", "eval", "--data", "my.tsv", "--agent", "realtime", "--json");

        run.ShouldSucceed();
        using var json = JsonDocument.Parse(run.Output); // nothing but JSON: no progress bar where there is no terminal
        var figures = json.RootElement;
        string[] shares = ["accuracy", "precision", "recall", "recallAt1PercentFpr"];
        shares.Select(name => figures.GetProperty(name).GetDouble()).Should().OnlyContain(share => share == 1);
        figures.GetProperty("falsePositiveRate").GetDouble().Should().Be(0);
        figures.GetProperty("latencyMs").GetProperty("p50").GetDouble().Should().BeGreaterThan(0)
            .And.BeLessThanOrEqualTo(figures.GetProperty("latencyMs").GetProperty("p99").GetDouble());
        figures.GetProperty("cost").GetProperty("inputTokens").GetInt64().Should().Be(0);
        figures.GetProperty("sources").GetProperty("kitchen").GetProperty("trueNegatives").GetInt32().Should().Be(2);
    }

    [Test]
    public async Task Eval_BadLine_IsRefusedWithFileAndNumber()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "my.tsv"), "turn off the lights\t1\nturn on the lights\tyes\n");

        var run = await ProgramRun.InAsync(folder.Path, "", "eval", "--data", "my.tsv");

        run.ShouldRefuse("Line 2", "my.tsv", "'yes'");
    }
}
