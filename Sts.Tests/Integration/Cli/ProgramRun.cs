using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Cli;

/// <summary>The program run to its end, in an empty folder.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed, to standard output and to standard error.</param>
internal sealed record ProgramRun(int ExitCode, string Output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Task<ProgramRun> OfAsync(params string[] arguments) => WithInputAsync("", arguments);

    public static async Task<ProgramRun> WithInputAsync(string input, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return await InAsync(folder.Path, input, arguments);
    }

    public static async Task<ProgramRun> InAsync(string folder, string input, params string[] arguments)
    {
        var (exitCode, output) = await HostProgram.RunAsync(folder, Deadline, input, arguments);
        return new ProgramRun(exitCode, output);
    }

    /// <summary>Ended because the user was wrong, said how in words, and did not show its insides.</summary>
    public void ShouldRefuse(params string[] words)
    {
        ExitCode.Should().Be(2, Output);
        Output.Should().ContainAll(words);
        Output.Should().NotContain("   at ").And.NotContain("Exception");
    }

    public void ShouldSucceed() => ExitCode.Should().Be(0, Output);
}
