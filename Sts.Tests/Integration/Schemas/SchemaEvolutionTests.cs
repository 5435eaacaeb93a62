using System.Text.Json;
using System.Text.RegularExpressions;
using Sts.Core.Messages;
using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Faults;
using Sts.Tests.Integration.Hosts;
using Sts.Tests.Integration.Plugins;

namespace Sts.Tests.Integration.Schemas;

/// <summary>Producers that change their schemas one after the other, while a host with readers of two versions goes on.</summary>
[Category("Integration")]
public sealed class SchemaEvolutionTests
{
    private const string Quality = "speech.quality";
    private const string Now = "2026-01-31T18:30:00Z";
    private const string FirstQuality = """{"type":"record","name":"SpeechQuality","namespace":"sts.samples","fields":[{"name":"user","type":"string"},{"name":"duration_ms","type":"int"},{"name":"device","type":"string","default":"unknown"}]}""";
    private const string SecondQuality = """{"type":"record","name":"SpeechQuality","namespace":"sts.samples","fields":[{"name":"user","type":"string"},{"name":"duration_ms","type":"int"},{"name":"language","type":"string","default":"en"}]}""";
    private static readonly string ThirdQuality = SecondQuality.Replace("\"int\"", "\"long\"", StringComparison.Ordinal);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private HostProcess _host = null!;
    private VersionedProducer _producer = null!;
    private ProgramRun _atStart = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        SampleOutput.CopyTo(Path.Combine(_folder.Path, "plugins", "Evolution"), SampleOutput.SchemaEvolution);
        _host = await HostProcess.StartAsync(
            _folder.Path, "--Processors:SpeechQuality:Enabled=true", "--Processors:NextSpeechQuality:Enabled=true", "--Speech:Provider=None");
        _atStart = await RunAsync("list", "--json");
        _producer = await VersionedProducer.ToAsync(_host);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _producer?.Dispose();
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    [Test]
    public async Task Start_FilesOfStsAndOfAPlugin_AreInTheRegistryBeforeTheFirstMessage()
    {
        _atStart.ShouldSucceed();
        var subjects = JsonDocument.Parse(_atStart.Output).RootElement.EnumerateArray().ToDictionary(subject => subject.GetProperty("name").GetString()!);
        subjects.Keys.Should().BeEquivalentTo(
            "transcriptions.all-value", "transcriptions.agent.action-value", "sessions.management-value", "aggregations.request-value", "speech.quality-value");
        foreach (var subject in subjects.Values)
        {
            subject.GetProperty("versions").GetArrayLength().Should().Be(1);
            subject.GetProperty("level").GetString().Should().Be("BACKWARD");
        }

        (await RunAsync("check")).ShouldSucceed();
    }

    [Test]
    public async Task Read_UtterancesOfOldProducersAndOfThoseWithANewField_AreStoredAlike()
    {
        var user = Users.New("evolving");
        var old = TranscriptionSegment.AvroSchema.ToString();
        var more = WithField(old, """{"name":"confidence","type":"double","default":1}""");

        await _producer.SendAsync("transcriptions.all", user, old, ("timestamp", Now), ("text", "one"), ("user", user));
        await _producer.SendAsync("transcriptions.all", user, more, ("confidence", 0.5), ("timestamp", Now), ("text", "two"), ("user", user));
        await _producer.SendAsync("transcriptions.all", user, old, ("timestamp", Now), ("text", "three"), ("user", user));

        await WaitFor.ConditionAsync(async () => (await _host.ListAsync($"/api/transcriptions?user={user}")).Count == 3, Deadline, "all three to be stored");
        (await _host.ListAsync($"/api/transcriptions?user={user}")).Select(stored => stored.GetProperty("text").GetString())
            .Should().BeEquivalentTo("one", "two", "three");
    }

    [Test]
    public async Task Read_ActionsWithoutAFieldThatHasADefault_GetTheDefault()
    {
        var user = Users.New("evolving");
        var old = ActionMessage.AvroSchema.ToString();
        var less = old.Replace("""{"name":"categorization","default":null,"type":["null","string"]},""", "", StringComparison.Ordinal);
        less.Should().NotBe(old);

        await _producer.SendAsync(
            "transcriptions.agent.action", user, old,
            ("original_text", "one"), ("reasoning", "r"), ("categorization", "command"), ("refined_prompt", "p"), ("user_id", user), ("timestamp", Now));
        await _producer.SendAsync(
            "transcriptions.agent.action", user, less,
            ("original_text", "two"), ("reasoning", "r"), ("refined_prompt", "p"), ("user_id", user), ("timestamp", "2026-01-31T18:30:01Z"));

        await WaitFor.ConditionAsync(async () => (await _host.ListAsync($"/api/actions?user={user}")).Count == 2, Deadline, "both actions");
        (await _host.ListAsync($"/api/actions?user={user}")).Select(action => (
            action.GetProperty("originalText").GetString(), action.GetProperty("categorization").GetString(), action.GetProperty("refinedPrompt").GetString()))
            .Should().BeEquivalentTo([("one", "command", "p"), ("two", null, "p")]);
    }

    [Test]
    public async Task Read_ThreeVersionsAtOnce_TheOldReaderReadsWhatItCanAndTheNewOneReadsAll()
    {
        var user = Users.New("evolving");
        await _producer.SendAsync(Quality, user, FirstQuality, ("user", user), ("duration_ms", 1), ("device", "phone"));
        await _producer.SendAsync(Quality, user, SecondQuality, ("user", user), ("duration_ms", 2), ("language", "de"));
        var promoted = await _producer.SendAsync(Quality, user, ThirdQuality, ("user", user), ("duration_ms", 3_000_000_000L), ("language", "fr"));
        await _producer.SendAsync(Quality, user, FirstQuality, ("user", user), ("duration_ms", 4), ("device", "watch"));

        await WaitFor.ConditionAsync(
            () => Heard("New", user).Length == 4 && Heard("Old", user).Length == 3, Deadline, "both readers to have read all that they can");
        Heard("New", user).Should().Equal("1 ms, language en", "2 ms, language de", "3000000000 ms, language fr", "4 ms, language en");
        Heard("Old", user).Should().Equal("1 ms, device phone", "2 ms, device unknown", "4 ms, device watch");
        _host.Output.Should().Contain($"SpeechQuality can't process {Quality}[{promoted.Partition.Value}]@{promoted.Offset.Value}; it went to", "a long is no int: readers go first");
        _host.Output.Should().NotContain("NextSpeechQuality can't process");
    }

    [Test]
    public async Task Register_SchemaThatBreaksReaders_IsRefusedAndCheckHadSaidSo()
    {
        const string Topic = "transcriptions.agent.action";
        var broken = WithField(ActionMessage.AvroSchema.ToString(), """{"name":"room","type":"string"}""");
        var file = Path.Combine(_folder.Path, "broken.avsc");
        await File.WriteAllTextAsync(file, broken);
        var before = (await _producer.AskAsync($"/subjects/{Topic}-value/versions")).GetArrayLength();

        var check = await RunAsync("check", file);
        var register = await RunAsync("register", file);
        var (status, answer) = await _producer.RegisterAsync(Topic, broken);

        check.ExitCode.Should().Be(3, check.Output);
        check.Output.Should().ContainAll($"{Topic}-value: {file} breaks readers (BACKWARD)", "+ room: string, no default", "Fix: Give room a default");
        register.ExitCode.Should().Be(3, register.Output);
        status.Should().Be(409);
        answer.GetProperty("error_code").GetInt32().Should().Be(409);
        answer.GetProperty("message").GetString().Should().Contain("room");
        (await _producer.AskAsync($"/subjects/{Topic}-value/versions")).GetArrayLength().Should().Be(before);
    }

    private static string WithField(string schema, string field) => schema.Replace("\"fields\":[", $"\"fields\":[{field},", StringComparison.Ordinal);

    private string[] Heard(string reader, string user) =>
        [.. Regex.Matches(_host.Output, $"{reader} reader: {user} spoke for (?<what>.*)").Select(match => match.Groups["what"].Value.TrimEnd())];

    private Task<ProgramRun> RunAsync(params string[] words) =>
        ProgramRun.InAsync(_folder.Path, "", ["schemas", .. words, $"--Http:Port={_host.Http.BaseAddress!.Port}"]);
}
