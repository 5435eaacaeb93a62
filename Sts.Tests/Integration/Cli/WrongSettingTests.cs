using System.Net;
using System.Net.Sockets;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class WrongSettingTests
{
    [TestCase("--Http:Port=abc", "Http:Port is 'abc'", "whole number")]
    [TestCase("--Http:Port=70000", "Http:Port is 70000", "65535")]
    [TestCase("--Http:Address=everywhere", "Http:Address", "0.0.0.0")]
    [TestCase("--Sessions:Timeout=banana", "Sessions:Timeout is 'banana'", "00:05:00")]
    [TestCase("--Sessions:Timeout=300", "Sessions:Timeout is '300'", "00:05:00")]
    [TestCase("--Sessions:Timeout=00:00:00", "Sessions:Timeout is 00:00:00", "between 00:00:01 and")]
    [TestCase("--Kafka:Topics:Partitions=0", "Kafka:Topics:Partitions is 0", "between 1 and 10000")]
    [TestCase("--Kafka:Topics=4", "Kafka:Topics is a group", "Partitions")]
    [TestCase("--Kafka:Bootstrap=localhost:9092", "Kafka:Bootstrap is no setting", "BootstrapServers")]
    [TestCase("--Kafka:Properties:nonsense=1", "Kafka:Properties", "nonsense")]
    [TestCase("--Kafka:GroupProtocol=Eager", "Kafka:GroupProtocol is 'Eager'", "Cooperative, Classic, Consumer")]
    [TestCase("--Kafka:Consumer:enable.auto.commit=true", "Kafka:Consumer:enable.auto.commit can't be set", "Remove it")]
    [TestCase("--Processors:RealTime:Consumer:group.id=mine", "Processors:RealTime:Consumer:group.id can't be set", "Processors:<Name>:GroupId")]
    [TestCase("--Agents:Provider=Oracle", "Agents:Provider is 'Oracle'", "Local or OpenAI")]
    [TestCase("--Agents:Order=LlmFirst", "Agents:OpenAI:Model is missing", "name of a chat model")]
    [TestCase("--Processors:RealTim:Enabled=true", "Processors:RealTim names no processor", "Aggregator, Intent, Persistence, RealTime, Session, Transcription")]
    [TestCase("--Processors:RealTime:Enabled=maybe", "Processors:RealTime:Enabled is 'maybe'", "true or false")]
    [TestCase("--Processors:RealTime:Retry:MaxAttempts=0", "Processors:RealTime:Retry:MaxAttempts is 0", "between 1 and 1000")]
    [TestCase("--Database:Provider=Oracle", "Database:Provider is 'Oracle'", "Sqlite or Postgres")]
    [TestCase("--Plugins:Folder=here", "Plugins:Folder is no setting", "Directory")]
    [TestCase("--Host:ShutdownTimeout=soon", "Host:ShutdownTimeout is 'soon'", "00:05:00")]
    [TestCase("--Serilog:MinimumLevel:Default=Loud", "Serilog", "Loud")]
    [TestCase("--Http:Port", "--Http:Port", "=value")]
    public async Task Run_WrongSetting_NamesTheKeyAndTheFix(string setting, string problem, string fix)
    {
        var run = await ProgramRun.OfAsync(setting);

        run.ShouldRefuse(problem, fix);
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(1, "nothing else helps to mend it");
    }

    [Test]
    public async Task Run_ExactlyOnceOnABrokerWithoutTransactions_StopsAndSaysWhatToDo() =>
        (await ProgramRun.OfAsync("--Processors:RealTime:Delivery=ExactlyOnce", "--Http:Port=0", "--SchemaRegistry:Embedded:Port=0"))
            .ShouldRefuse("Processors:RealTime:Delivery", "Kafka:BootstrapServers", "AtLeastOnce");

    [Test]
    public async Task Run_SeveralWrongSettings_NamesThemAll() =>
        (await ProgramRun.OfAsync("--Sessions:Timeout=banana", "--Kafka:Topics:Partitions=0", "--RealTime:MaxAges=1"))
            .ShouldRefuse("Sessions:Timeout", "Kafka:Topics:Partitions", "RealTime:MaxAges");

    [Test]
    public async Task Run_PortInUse_NamesTheSettingsOfPorts()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var port = ((IPEndPoint)occupant.LocalEndpoint).Port;

        (await ProgramRun.OfAsync($"--Http:Port={port}", "--SchemaRegistry:Embedded:Port=0"))
            .ShouldRefuse($"127.0.0.1:{port}", "Http:Port", "SchemaRegistry:Embedded:Port", "0 is any free one");
    }

    [Test]
    public async Task Run_SettingsFileThatIsNoJson_NamesTheFileAndThePlace()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "appsettings.json");
        await File.WriteAllTextAsync(file, "{\n  \"Http\": { \"Port\": \n}");

        (await ProgramRun.InAsync(folder.Path, "")).ShouldRefuse(file, "line 3, byte 1");
    }

    [Test]
    public async Task Demo_WrongSetting_IsRefusedToo() => (await ProgramRun.OfAsync("demo", "--RealTime:MaxAge=long")).ShouldRefuse("RealTime:MaxAge is 'long'");
}
