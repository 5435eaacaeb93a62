using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Faults;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.DeadLetters;

/// <summary>Utterances that nobody can read yet, the commands that work with their dead letters, and what comes of them.</summary>
[Category("Integration")]
public abstract class DeadLetterTests
{
    protected const string Request = "turn off the lights";
    protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private TemporaryFolder _folder = null!;
    private ForeignProducer _producer = null!;
    private Uri _registry = null!;

    protected HostProcess Host { get; private set; } = null!;

    /// <summary>How the commands find the broker.</summary>
    protected abstract IEnumerable<string> CommandSettings { get; }

    /// <summary>Settings that put the host where it is to be tested, and properties that clients need there.</summary>
    protected abstract Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Client)> PrepareAsync();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var (settings, properties) = await PrepareAsync();
        _folder = new TemporaryFolder();
        Host = await HostProcess.StartAsync(_folder.Path, [.. settings, "--Speech:Provider=None"]);
        _producer = await ForeignProducer.ToAsync(Host, properties);
        _registry = new Uri((await Host.GetAsync("/api/info")).GetProperty("schemaRegistryUrl").GetString()!);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _producer?.Dispose();
        await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder?.Dispose();
    }

    [Test]
    public async Task List_LettersOfATopic_TellsWhoFailedAndWhyAndWhere()
    {
        var utterance = await SayUnreadableAsync();

        var letters = await ListAsync(utterance);

        letters.Select(letter => Text(letter, "processor")).Should().BeEquivalentTo("Persistence", "RealTime");
        foreach (var letter in letters)
        {
            Text(letter, "errorMessage").Should().Contain("does not know this id");
            Text(letter, "errorType").Should().Be("Sts.Core.Messaging.InvalidMessageException");
            letter.GetProperty("attempts").GetInt32().Should().Be(1);
            letter.GetProperty("replays").GetArrayLength().Should().Be(0);
            ExpectSource(letter, utterance);
        }
    }

    [Test]
    public async Task Show_LetterThatDoesNotDecode_ShowsItsBytesAndWhyAndWritesThemUntouched()
    {
        var utterance = await SayUnreadableAsync();
        var position = PositionOf(await FindAsync(utterance, "Persistence"));

        var run = await RunAsync("show", "transcriptions.all", position);

        run.ShouldSucceed();
        run.Output.Should().ContainAll(
            $"transcriptions.all.dlq {position}", "Persistence", utterance.User, "It does not decode", "does not know the schema id",
            $"transcriptions.all {utterance.Source.Partition.Value}:{utterance.Source.Offset.Value}");
        var file = Path.Combine(_folder.Path, $"{utterance.User}.bin");
        (await RunAsync("show", "transcriptions.all.dlq", position, "--raw", file)).ShouldSucceed();
        (await File.ReadAllBytesAsync(file)).Should().Equal(utterance.Value);
    }

    [TestCase("has no letter at 0:99999999", "transcriptions.all", "0:99999999")]
    [TestCase("has no letter at 999:0", "transcriptions.all", "999:0")]
    [TestCase("has no topic 'nothing.dlq'", "nothing", "0:0")]
    public async Task Show_LetterThatIsNotThere_SaysWhatThereIs(string message, string topic, string letter) =>
        (await RunAsync("show", topic, letter)).ShouldRefuse(message);

    /// <summary>Sends an utterance and returns when each of its readers has failed on it.</summary>
    private protected async Task<Unreadable> SayUnreadableAsync()
    {
        var (user, schema) = (Users.New("dead"), new LateSchema(_registry));
        var value = await schema.SpoilAsync(await BadMessage.EncodeAsync(_producer, user, Request));
        var source = await _producer.SendBytesAsync(ForeignProducer.Transcriptions, Encoding.UTF8.GetBytes(user), value);
        var utterance = new Unreadable(user, value, source, schema);
        await WaitUntilFailedAsync(utterance, "Persistence", times: 1);
        await WaitUntilFailedAsync(utterance, "RealTime", times: 1);
        return utterance;
    }

    /// <summary>Waits for the letters that a processor has made of an utterance.</summary>
    private protected Task WaitUntilFailedAsync(Unreadable utterance, string processor, int times)
    {
        var source = utterance.Source;
        var line = Regex.Escape($"{processor} can't process {source.Topic}[{source.Partition.Value}]@{source.Offset.Value}; it went to");
        return WaitFor.ConditionAsync(() => Regex.Count(Host.Output, line) == times, Deadline, $"{times} failure(s) of {processor}");
    }

    /// <summary>Says something in the same partition, and returns when it is stored and acted on: all before it is processed then.</summary>
    private protected async Task SayBehindAsync(Unreadable utterance)
    {
        var user = Users.New("behind");
        await _producer.SendBytesAsync(
            utterance.Source.TopicPartition, Encoding.UTF8.GetBytes(utterance.User), await BadMessage.EncodeAsync(_producer, user, Request));
        await WaitFor.ConditionAsync(async () => (await Host.ListAsync($"/api/transcriptions?user={user}")).Count == 1, Deadline, "it to be stored");
        await WaitFor.ConditionAsync(async () => (await Host.ListAsync($"/api/actions?user={user}")).Count == 1, Deadline, "it to be acted on");
    }

    private protected Task<IReadOnlyList<JsonElement>> StoredAsync(Unreadable utterance) => Host.ListAsync($"/api/transcriptions?user={utterance.User}");

    private protected Task<IReadOnlyList<JsonElement>> ActionsAsync(Unreadable utterance) => Host.ListAsync($"/api/actions?user={utterance.User}");

    /// <summary>Runs a command to its end.</summary>
    private protected Task<ProgramRun> RunAsync(params string[] words) => ProgramRun.InAsync(_folder.Path, "", ["dlq", .. words, .. CommandSettings]);

    /// <summary>The letters of an utterance, the oldest first.</summary>
    private protected async Task<IReadOnlyList<JsonElement>> ListAsync(Unreadable utterance, params string[] options)
    {
        var run = await RunAsync(["list", "transcriptions.all", "--json", "--limit", "10000", .. options]);
        run.ShouldSucceed();
        return [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Where(letter => Text(letter, "key") == utterance.User).Reverse()];
    }

    /// <summary>The newest letter of an utterance from a processor.</summary>
    private protected async Task<JsonElement> FindAsync(Unreadable utterance, string processor) =>
        (await ListAsync(utterance, "--all")).Last(letter => Text(letter, "processor") == processor);

    private protected static void ExpectSource(JsonElement letter, Unreadable utterance)
    {
        var source = letter.GetProperty("source");
        Text(source, "topic").Should().Be(utterance.Source.Topic);
        source.GetProperty("partition").GetInt32().Should().Be(utterance.Source.Partition.Value);
        source.GetProperty("offset").GetInt64().Should().Be(utterance.Source.Offset.Value);
    }

    protected static string PositionOf(JsonElement letter) => $"{letter.GetProperty("partition").GetInt32()}:{letter.GetProperty("offset").GetInt64()}";

    protected static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
