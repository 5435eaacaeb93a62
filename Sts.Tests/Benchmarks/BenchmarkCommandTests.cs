using Sts.Benchmarks;

namespace Sts.Tests.Benchmarks;

public sealed class BenchmarkCommandTests
{
    [Test]
    public async Task RunAsync_AskedForHelp_ListsEveryScenario()
    {
        var (exitCode, output, error) = await RunAsync("--help");

        exitCode.Should().Be(0);
        error.Should().BeEmpty();
        output.Should().ContainAll(BenchmarkCommand.Scenarios.Select(scenario => scenario.Name));
    }

    [TestCase("nosuch", "'nosuch'", "'noop'")]
    [TestCase("noop --runs 0", "--runs is '0'", "at least 1")]
    public async Task RunAsync_WrongArgument_SaysWhatIsWrongAndWhatWouldBeRight(string arguments, string wrong, string right)
    {
        var (exitCode, output, error) = await RunAsync(arguments.Split(' '));

        exitCode.Should().Be(2);
        output.Trim().Should().BeEmpty();
        error.Should().Contain(wrong).And.Contain(right);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exitCode = await BenchmarkCommand.RunAsync(arguments, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
