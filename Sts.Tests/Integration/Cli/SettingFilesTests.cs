using Sts.Core.Configuration;
using Sts.Host.Hosting;

namespace Sts.Tests.Integration.Cli;

/// <summary>Settings files that are named at start: <c>Settings:File</c>.</summary>
public sealed class SettingFilesTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Files_SeveralOfThem_LaterOnesWinAndTheCommandLineWinsOverAll()
    {
        var first = Write("first.json", """{ "Http": { "Port": 1, "Address": "127.0.0.2" }, "RealTime": { "MaxAge": "00:01:00" } }""");
        var second = Write("second.json", """{ "Http": { "Port": 2 }, "RealTime": { "MaxAge": "00:02:00" } }""");

        var configuration = StsApplication.ReadConfiguration([$"--Settings:File={first}, {second}", "--RealTime:MaxAge=00:03:00"]);

        configuration["Http:Address"].Should().Be("127.0.0.2", "the file that comes with STS weighs less");
        configuration["Http:Port"].Should().Be("2");
        configuration["RealTime:MaxAge"].Should().Be("00:03:00");
    }

    [Test]
    [Category("Integration")]
    public async Task Run_FileNamedByTheEnvironmentThatIsNotThere_NamesItAndTheSetting()
    {
        var (exitCode, output) = await RunAsync(new() { ["Settings__File"] = "nowhere.json" });

        exitCode.Should().Be(2, output);
        output.Should().ContainAll("Settings:File names 'nowhere.json'", Path.Combine(_folder.Path, "nowhere.json")).And.NotContain("   at ");
    }

    [Test]
    [Category("Integration")]
    public async Task Run_FileWeighsLessThanTheEnvironment()
    {
        var file = Write("host.json", """{ "Http": { "Port": "abc" } }""");

        (await RunAsync(new() { ["Settings__File"] = file, ["Http__Port"] = "def" })).Output.Should().Contain("Http:Port is 'def'");
        (await RunAsync(new() { ["Settings__File"] = file })).Output.Should().Contain("Http:Port is 'abc'");
    }

    [Test]
    public void File_WithASectionThatNobodyKnows_IsRefused()
    {
        var file = Write("host.json", """{ "Procesors": { "Intent": { "Enabled": false } } }""");

        var read = () => StsApplication.ReadConfiguration([$"--Settings:File={file}"]);

        read.Should().Throw<StsConfigurationException>().WithMessage($"'Procesors' in {file} is no known section. Known are: *Processors*");
    }

    [Test]
    public void File_ThatIsNoJson_IsNamed()
    {
        var file = Write("host.json", "{ \"Http\": ");

        var read = () => StsApplication.ReadConfiguration([$"--Settings:File={file}"]);

        read.Should().Throw<InvalidDataException>().WithMessage($"*{file}*");
    }

    private string Write(string name, string json)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, json);
        return path;
    }

    private async Task<(int ExitCode, string Output)> RunAsync(Dictionary<string, string> environment)
    {
        await using var program = Hosts.HostProgram.Start(_folder.Path, ["--SchemaRegistry:Embedded:Port=0"], environment);
        return (await program.WaitForExitAsync(TimeSpan.FromSeconds(60)), program.Output);
    }
}
