using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using NUnit.Framework.Interfaces;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

/// <summary>
/// What the pipeline does with what people say, seen from outside: Kafka and HTTP in; topics, API, events and WAV files out. All tests
/// share one host and have users of their own.
/// </summary>
[Category("Integration")]
public abstract partial class PipelineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(4);
    private static readonly string[] SpeechFiles = ["--Speech:Output=File", "--Speech:Directory=speech"];

    private readonly Lazy<Task<IReadOnlyList<Talk>>> _talks;
    private TemporaryFolder? _folder;
    private HostProcess? _host;
    private ForeignProducer? _producer;
    private EventStream? _events;
    private TopicLog? _log;

    protected PipelineTests() => _talks = new(HoldTalksAsync);

    protected HostProcess Host => _host!;

    protected EventStream Events => _events!;

    private ForeignProducer Producer => _producer!;

    private TopicLog Log => _log!;

    [OneTimeSetUp]
    public async Task StartHost()
    {
        var (settings, properties) = await RequireServicesAsync();
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(_folder.Path, [.. settings, .. SpeechFiles, $"--Sessions:Timeout={SessionTimeout}"]);
        _producer = await ForeignProducer.ToAsync(_host, properties);
        var broker = (await _host.GetAsync("/api/info")).GetProperty("bootstrapServers").GetString();
        _log = new TopicLog(new ClientConfig(properties.ToDictionary()) { BootstrapServers = broker });
        var witness = NewUser("witness");
        _events = await EventStream.WatchAsync(_host, () => _producer.SayAsync(witness, "hmm"));
    }

    [OneTimeTearDown]
    public async Task StopHost()
    {
        if (_events is not null)
        {
            await _events.DisposeAsync();
        }

        _producer?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder?.Dispose();
    }

    [TearDown]
    public void ShowHost()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status is TestStatus.Failed)
        {
            TestContext.Out.WriteLine(Host.Output);
        }
    }

    /// <summary>Settings that put the host on its services, and librdkafka properties that other clients need; or the tests are skipped.</summary>
    protected abstract Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> ClientProperties)> RequireServicesAsync();

    /// <summary>Expects that a dead letter, or what stands for its missing headers, says why it is one.</summary>
    protected abstract Task ShouldGiveReasonAsync(LoggedMessage deadLetter, string processor, string reason);

    /// <summary>Letters and digits only, so that it is in the names of files as it is.</summary>
    private static string NewUser(string name) => $"{name}{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>To the microsecond, as it is kept.</summary>
    private static DateTimeOffset Now()
    {
        var now = TimeProvider.System.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffK", CultureInfo.InvariantCulture);

    /// <summary>Says several things a millisecond apart, of which none waits for another one's acknowledgement.</summary>
    /// <returns>When each was said.</returns>
    private async Task<IReadOnlyList<DateTimeOffset>> SayAtOnceAsync(string user, params IReadOnlyList<string> texts)
    {
        var first = Now() - TimeSpan.FromMilliseconds(texts.Count);
        var times = texts.Select((_, index) => first.AddMilliseconds(index)).ToList();
        var values = new List<byte[]>();
        foreach (var (text, time) in texts.Zip(times))
        {
            values.Add(await Producer.EncodeAsync(
                Contract.Transcriptions.Topic, Contract.Transcriptions.SchemaFile, new() { ["timestamp"] = Text(time), ["text"] = text, ["user"] = user }));
        }

        await Task.WhenAll(values.Select(value => Producer.SendBytesAsync(Contract.Transcriptions.Topic, Encoding.UTF8.GetBytes(user), value)));
        return times;
    }

    private Task<TopicPartitionOffset> SendAsync(Contract contract, string key, Dictionary<string, object?> fields) =>
        Producer.SendAsync(contract.Topic, contract.SchemaFile, key, fields);

    private Task<TopicPartitionOffset> RequestSessionAsync(string user, string decision, DateTimeOffset at, string reasoning = "A test asks for it.") => SendAsync(
        Contract.Sessions, user,
        new() { ["session_decision"] = decision, ["reasoning"] = reasoning, ["user_id"] = user, ["timestamp"] = Text(at) });

    private Task<TopicPartitionOffset> RequestAggregationAsync(int session, string user) =>
        SendAsync(Contract.Aggregations, user, new() { ["session_id"] = session, ["user_id"] = user });

    private Task<TopicPartitionOffset> AnswerAsync(string user, string reasoning, DateTimeOffset at) => SendAsync(
        Contract.Actions, user,
        new()
        {
            ["original_text"] = $"a question at {Text(at)}",
            ["reasoning"] = reasoning,
            ["categorization"] = "question",
            ["refined_prompt"] = null,
            ["user_id"] = user,
            ["timestamp"] = Text(at),
        });

    private async Task<IReadOnlyList<StoredUtterance>> UtterancesAsync(string user) => await OldestFirstAsync<StoredUtterance>("transcriptions", user);

    private async Task<IReadOnlyList<StoredSession>> SessionsAsync(string user) => await OldestFirstAsync<StoredSession>("sessions", user);

    private async Task<IReadOnlyList<StoredAction>> ActionsAsync(string user) => await OldestFirstAsync<StoredAction>("actions", user);

    private async Task<IReadOnlyList<T>> OldestFirstAsync<T>(string what, string user)
    {
        var list = await Host.Http.GetFromJsonAsync<List<T>>($"/api/{what}?limit=1000&user={user}", JsonSerializerOptions.Web);
        list!.Reverse();
        return list;
    }

    /// <summary>Waits until a user has so many sessions, all ended and summarised.</summary>
    private async Task<IReadOnlyList<StoredSession>> SummarisedAsync(string user, int count = 1)
    {
        IReadOnlyList<StoredSession> sessions = [];
        await WaitFor.ConditionAsync(
            async () => (sessions = await SessionsAsync(user)).Count >= count && sessions.All(session => session is { Active: false, Summary: not null }),
            Deadline, $"{count} summarised session(s) of {user}");
        sessions.Should().HaveCount(count);
        return sessions;
    }

    private async Task<StoredSession> ActiveAsync(string user)
    {
        StoredSession? active = null;
        await WaitFor.ConditionAsync(
            async () => (active = (await SessionsAsync(user)).SingleOrDefault(session => session.Active)) is not null, Deadline, $"an active session of {user}");
        return active!;
    }

    /// <summary>Waits until a user's answers, so many of them, are dealt with.</summary>
    private async Task<IReadOnlyList<StoredAction>> AnsweredAsync(string user, int count)
    {
        IReadOnlyList<StoredAction> actions = [];
        await WaitFor.ConditionAsync(
            async () => (actions = await ActionsAsync(user)).Count(action => action.SpeechOutcome is not null) >= count, Deadline, $"{count} answer(s) to {user}");
        actions.Should().HaveCount(count);
        return actions;
    }

    private async Task<IReadOnlyList<string>> SessionRequestsAsync(string user) =>
        [.. (await Log.ReadAsync(Contract.Sessions, user)).Select(message => (string)message["session_decision"]!)];

    private async Task<IReadOnlyList<int>> AggregationRequestsAsync(string user) =>
        [.. (await Log.ReadAsync(Contract.Aggregations, user)).Select(message => (int)message["session_id"]!)];

    private IReadOnlyList<string> SpeechOf(string user) => Directory.Exists(Path.Combine(_folder!.Path, "speech"))
        ? [.. Directory.EnumerateFiles(Path.Combine(_folder.Path, "speech"), $"*_{user}_*.wav").Order(StringComparer.Ordinal)]
        : [];
}
