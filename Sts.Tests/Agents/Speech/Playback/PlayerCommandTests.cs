using Sts.Agents.Speech.Playback;

namespace Sts.Tests.Agents.Speech.Playback;

public class PlayerCommandTests
{
    [Test]
    public void Parse_QuotesAndBackslashes_AreOneArgumentAndThemselves()
    {
        var command = PlayerCommand.Parse("""  "C:\Program Files\play.exe" -a'b c'd "" {file} """);

        command.Executable.Should().Be("""C:\Program Files\play.exe""");
        command.Arguments.Should().Equal("-ab cd", "", "{file}");
        command.TakesFile.Should().BeTrue();
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("\"\" -q")]
    [TestCase("play 'half")]
    public void Parse_NoCommand_Throws(string commandLine) =>
        FluentActions.Invoking(() => PlayerCommand.Parse(commandLine)).Should().Throw<FormatException>();

    [Test]
    public void ArgumentsFor_PathWithQuote_StaysInsideItsPowerShellString()
    {
        var command = new PlayerCommand("powershell", "powershell", ["Play '{file}'", "{file}"]);

        command.ArgumentsFor("C:\\O'Brien\\a.wav").Should().Equal("Play 'C:\\O''Brien\\a.wav'", "C:\\O'Brien\\a.wav");
    }
}
