using System.Diagnostics;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class CompletionTests
{
    // What bash does when somebody presses the tab key.
    private const string PressTab = """
        source <(sts completion bash)
        complete -p sts >/dev/null || exit 9
        COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=($1)
        [[ $1 == *' ' ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _sts_complete
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    [TestCase("sts proc", "processors")]
    [TestCase("sts processors pa", "pause")]
    [TestCase("sts sessions list --se", "--search")]
    [TestCase("sts completion ", "bash fish pwsh zsh")]
    public async Task Completion_InBash_OffersWhatFits(string line, string offers)
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "sts");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{TestEnvironment.Program}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tab.sh"), PressTab);

        var start = new ProcessStartInfo("bash", ["tab.sh", line]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder.Path}:{start.Environment["PATH"]}";
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();

        bash.ExitCode.Should().Be(0);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith('-') || line.Contains("--")).Where(word => word is not "/?" and not "/h")
            .Should().Equal(offers.Split(' '));
    }

    [TestCase("zsh", "compdef _sts_complete sts")]
    [TestCase("fish", "complete -c sts")]
    [TestCase("pwsh", "Register-ArgumentCompleter -Native -CommandName sts")]
    public async Task Completion_ForAShell_PrintsItsScript(string shell, string words)
    {
        var run = await ProgramRun.OfAsync("completion", shell);

        run.ShouldSucceed();
        run.Output.Should().Contain(words).And.Contain("[suggest:");
    }

    [Test]
    public async Task Completion_ForAShellThatIsNotKnown_NamesThoseThatAre() =>
        (await ProgramRun.OfAsync("completion", "csh")).ShouldRefuse("csh", "bash", "zsh");
}
