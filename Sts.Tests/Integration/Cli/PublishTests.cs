using System.Text.Json;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Cli;

[Category("Integration")]
public sealed class PublishTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private TemporaryFolder _folder = null!;
    private HostProcess _host = null!;

    private string HostSetting => $"--Http:Port={_host.Http.BaseAddress!.Port}";

    [OneTimeSetUp]
    public async Task StartHost()
    {
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(_folder.Path, "--Speech:Provider=None");
    }

    [OneTimeTearDown]
    public async Task EndHost()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase("turn off the lights")]
    [TestCase("@everyone, please be quiet")]
    [TestCase("he said \"no\", and 'yes', and [red]maybe[/]")]
    [TestCase("Schöne Grüße, naïve 日本 🙂👍🏽")]
    [TestCase("-5 degrees; & | > $HOME \\ `ls`")]
    [TestCase("no no no")]
    public async Task Publish_Text_IsStoredAsItIs(string text)
    {
        var user = NewUser();

        var run = await ProgramRun.OfAsync("publish", "--user", user, text, HostSetting);

        run.ShouldSucceed();
        run.Output.Should().Contain("Published 1 utterance(s) through http://127.0.0.1:");
        (await StoredAsync(user, 1)).Should().Equal(text);
    }

    [Test]
    public async Task Publish_SeveralWords_AreOneText()
    {
        var user = NewUser();

        var run = await ProgramRun.OfAsync("publish", HostSetting, "--json", "--user", user, "no", "no", "no");
        JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("published").GetInt32().Should().Be(1);

        (await StoredAsync(user, 1)).Should().Equal("no no no");
    }

    [Test]
    public async Task Publish_TextAfterTwoDashes_MayBeginWithDashes()
    {
        var user = NewUser();

        (await ProgramRun.OfAsync("publish", HostSetting, "--user", user, "--", "--really: no?")).ShouldSucceed();

        (await StoredAsync(user, 1)).Should().Equal("--really: no?");
    }

    [Test]
    public async Task Publish_File_SaysEveryLineAsItsUserOrTheGivenOne()
    {
        var (one, other) = (NewUser(), NewUser());
        await WriteAsync("talk.tsv", $"{one}\thello\r\n\r\nis anybody there?\r\n{one}\tyes\ttwo tabs\r\n");

        var run = await ProgramRun.InAsync(_folder.Path, "", "publish", "--file", "talk.tsv", "--user", other, HostSetting);

        run.ShouldSucceed();
        run.Output.Should().Contain("Published 3 utterance(s)");
        (await StoredAsync(one, 2)).Should().Equal("hello", "yes\ttwo tabs");
        (await StoredAsync(other, 1)).Should().Equal("is anybody there?");
    }

    [Test]
    public async Task Publish_StandardInput_SaysEveryLine()
    {
        var user = NewUser();

        (await ProgramRun.WithInputAsync("first\nzweitens, schön\n", "publish", "--file", "-", "--user", user, HostSetting)).ShouldSucceed();

        (await StoredAsync(user, 2)).Should().Equal("first", "zweitens, schön");
    }

    [TestCase("no tab here", "is not 'user TAB text'")]
    [TestCase("\tnobody said this", "is not 'user TAB text'")]
    [TestCase("silent\t ", "is not 'user TAB text'")]
    [TestCase("nul\tzero \0 byte", "NUL")]
    public async Task Publish_FileWithABadLine_NamesFileAndLineAndPublishesNothing(string line, string problem)
    {
        var (user, witness) = (NewUser(), NewUser());
        await WriteAsync("bad.tsv", $"{user}\tfine\n{user}\tfine too\n{line}\n");

        (await ProgramRun.InAsync(_folder.Path, "", "publish", "--file", "bad.tsv", HostSetting))
            .ShouldRefuse("Line 3 of 'bad.tsv'", problem, "Nothing was published");

        (await ProgramRun.OfAsync("publish", "--user", witness, "done", HostSetting)).ShouldSucceed();
        await StoredAsync(witness, 1);
        (await StoredAsync(user, 0)).Should().BeEmpty();
    }

    [TestCase("There is no file 'missing.tsv'", "--file", "missing.tsv")]
    [TestCase("'empty.tsv' holds no line", "--file", "empty.tsv")]
    [TestCase("'-' holds no line", "--file", "-")]
    [TestCase("nothing to publish", "--user", "alice")]
    [TestCase("Give --user", "hello")]
    [TestCase("not both", "--user", "alice", "--file", "empty.tsv", "hello")]
    [TestCase("'--usr' is no option of publish", "--usr", "alice", "hello")]
    [TestCase("Known are: Agents", "--user", "alice", "hello", "--Htpp:Port=1")]
    public async Task Publish_WrongArguments_SaysWhatIsWrong(string message, params string[] arguments)
    {
        await WriteAsync("empty.tsv", "\n  \n");

        (await ProgramRun.InAsync(_folder.Path, "", ["publish", HostSetting, .. arguments])).ShouldRefuse(message);
    }

    [Test]
    public async Task Publish_NoHostRunning_SaysWhatToStartOrToSet()
    {
        var port = TestEnvironment.FreePort();

        (await ProgramRun.OfAsync("publish", "--user", "alice", "hello", $"--Http:Port={port}"))
            .ShouldRefuse($"No STS host answers at http://127.0.0.1:{port}", "Start a host", "Http:Port", "Kafka:BootstrapServers");
    }

    [Test]
    public async Task Publish_StraightToABroker_KeepsTheOrderOfManyLines()
    {
        var user = NewUser();
        var lines = Enumerable.Range(0, 1_500).Select(number => $"line {number}").ToArray();
        var info = await _host.GetAsync("/api/info");

        var run = await ProgramRun.WithInputAsync(
            string.Join('\n', lines), "publish", "--file", "-", "--user", user,
            $"--Kafka:BootstrapServers={info.GetProperty("bootstrapServers")}", $"--SchemaRegistry:Url={info.GetProperty("schemaRegistryUrl")}");

        run.ShouldSucceed();
        run.Output.Should().Contain($"Published 1500 utterance(s) to transcriptions.all at {info.GetProperty("bootstrapServers")}");
        await WaitFor.ConditionAsync(
            async () => (await _host.ListAsync($"/api/transcriptions?user={user}&limit=1")) is [var newest] && TextOf(newest) == lines[^1], Deadline, "the last line");
        var stored = await _host.ListAsync($"/api/transcriptions?user={user}&limit=1000");
        stored.OrderBy(row => row.GetProperty("offset").GetInt64()).Select(TextOf).Should().Equal(lines[^1_000..]);
    }

    private static string NewUser() => $"user-{Guid.NewGuid():N}";

    private static string TextOf(JsonElement transcription) => transcription.GetProperty("text").GetString()!;

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(_folder.Path, file), text);

    private async Task<IReadOnlyList<string>> StoredAsync(string user, int count)
    {
        IReadOnlyList<JsonElement> stored = [];
        await WaitFor.ConditionAsync(
            async () => (stored = await _host.ListAsync($"/api/transcriptions?user={user}")).Count >= count, Deadline, $"{count} utterance(s) of {user}");
        return [.. stored.OrderBy(row => row.GetProperty("offset").GetInt64()).Select(TextOf)];
    }
}
