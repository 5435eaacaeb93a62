using System.Diagnostics;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class ColourTests
{
    private const string Colour = "\e[31m";

    [TestCase(null, true)]
    [TestCase("1", false)]
    public async Task Error_OnATerminal_IsColouredUnlessNoColorIsSet(string? noColor, bool isColoured)
    {
        // "script" gives it a terminal.
        var start = new ProcessStartInfo("script", ["-qec", $"dotnet '{TestEnvironment.Program}' publsh", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = noColor;
        using var script = Process.Start(start)!;
        script.StandardInput.Close();
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();

        output.Should().Contain("'publsh' is neither a command nor a setting");
        output.Contains(Colour, StringComparison.Ordinal).Should().Be(isColoured);
    }

    [Test]
    public async Task Error_ToAFile_HasNoColours() => (await ProgramRun.OfAsync("publsh")).Output.Should().NotContain("\e[");
}
