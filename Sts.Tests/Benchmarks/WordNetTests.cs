using Sts.Benchmarks;
using Sts.Benchmarks.Training.Senses;

namespace Sts.Tests.Benchmarks;

public class WordNetTests
{
    private DirectoryInfo _folder = null!;

    [SetUp]
    public void WriteASmallOne()
    {
        _folder = Directory.CreateTempSubdirectory();
        Write("data.noun", "  1 The licence", "00000001 05 n 01 mouse 0 000 | a rodent", "00000002 06 n 01 mouse 0 000 | a device", "00000003 04 n 01 stop 0 000 | the event");
        Write("index.noun", "mouse n 2 1 @ 2 1 00000001 00000002  ", "stop n 1 0 1 1 00000003  ");
        Write("noun.exc", "mice mouse");
        Write("data.verb", "00000004 38 v 01 stop 0 000 | come to a halt");
        Write("index.verb", "stop v 1 0 1 1 00000004  ");
        Write("verb.exc");
        foreach (var part in (string[])["adj", "adv"])
        {
            Write($"data.{part}");
            Write($"index.{part}");
        }

        Write("cntlist.rev", "mouse%1:05:00:: 1 3", "stop%1:04:00:: 1 2", "stop%2:38:00:: 1 9");
    }

    [TearDown]
    public void Delete() => _folder.Delete(recursive: true);

    [TestCase("mouse", "noun.animal", null)]
    [TestCase("mice", "noun.animal", null)]
    [TestCase("stop", "verb.motion", "verb.motion")]
    [TestCase("stopped", "verb.motion", "verb.motion")]
    [TestCase("stopping", "verb.motion", "verb.motion")]
    [TestCase("stops", "verb.motion", "verb.motion")]
    [TestCase("mousse", null, null)]
    public void Find_WordOrForm_IsOfTheKindOfItsFirstSense(string word, string? usual, string? verb) =>
        WordNet.Read(_folder).Find(word).Should().Be((usual, verb));

    [Test]
    public async Task Words_UsualWords_AreWrittenByTheirKinds()
    {
        Write("usual.txt", "the", "stop", "mouse", "x2", "mice", "unheard");

        var (exitCode, _) = await RunAsync("--words", Path.Combine(_folder.FullName, "usual.txt"), "--output", Path.Combine(_folder.FullName, "senses.txt"));

        exitCode.Should().Be(0);
        File.ReadAllLines(Path.Combine(_folder.FullName, "senses.txt"))[1..].Should().Equal("", "[things]", "noun.animal: mice, mouse", "verb.motion: stop", "", "[acts]");
    }

    [Test]
    public async Task Words_FileThatIsNotThere_IsNamed()
    {
        var (exitCode, error) = await RunAsync("--words", Path.Combine(_folder.FullName, "none.txt"));

        exitCode.Should().Be(2);
        error.Should().Contain("none.txt").And.Contain("--words");
    }

    private async Task<(int ExitCode, string Error)> RunAsync(params string[] args)
    {
        using var error = new StringWriter();
        var exitCode = await BenchmarkCommand.RunAsync(["words", "--wordnet", _folder.FullName, .. args], TextWriter.Null, error);
        return (exitCode, error.ToString());
    }

    private void Write(string name, params string[] lines) => File.WriteAllLines(Path.Combine(_folder.FullName, name), lines);
}
