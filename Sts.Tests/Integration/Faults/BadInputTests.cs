using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>Whatever arrives ends as specified: stored as it is, or kept untouched as a dead letter with the reason. Nothing else stops.</summary>
[Category("Integration")]
public abstract class BadInputTests
{
    private const string Request = "turn off the lights";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private TemporaryFolder _folder = null!;
    private HostProcess _host = null!;
    private ForeignProducer _producer = null!;
    private TopicReader _deadTranscriptions = null!;
    private TopicReader _deadSessionRequests = null!;

    /// <summary>Whether the broker's protocol has headers.</summary>
    protected abstract bool HasHeaders { get; }

    /// <summary>Settings that put the host where it is to be tested, and properties that clients need there.</summary>
    protected abstract Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Client)> PrepareAsync();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var (settings, properties) = await PrepareAsync();
        _folder = new TemporaryFolder();
        _host = await HostProcess.StartAsync(_folder.Path, [.. settings, "--Speech:Provider=None"]);
        _producer = await ForeignProducer.ToAsync(_host, properties);
        var brokers = (await _host.GetAsync("/api/info")).GetProperty("bootstrapServers").GetString();
        var client = new ClientConfig(properties.ToDictionary()) { BootstrapServers = brokers };
        _deadTranscriptions = await TopicReader.OpenAsync(client, "transcriptions.all.dlq");
        _deadSessionRequests = await TopicReader.OpenAsync(client, "sessions.management.dlq");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _deadTranscriptions, _deadSessionRequests, _host })
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        _producer?.Dispose();
        _folder?.Dispose();
    }

    [TestCaseSource(typeof(BadMessage), nameof(BadMessage.All))]
    public async Task Transcription_ThatCanNotBeProcessed_BecomesADeadLetterOfEachProcessor(BadMessage bad)
    {
        var key = Encoding.UTF8.GetBytes(Users.New("bad"));
        var value = await bad.MakeValue(_producer);

        var position = await _producer.SendBytesAsync(ForeignProducer.Transcriptions, key, value);

        await ExpectDeadLettersAsync(_deadTranscriptions, position, key, value, bad.Reason, "Persistence", "RealTime");
        await ExpectNothingElseStopsAsync(position.TopicPartition);
        (await _host.ListAsync("/api/transcriptions?limit=1000")).Should().NotContain(
            row => row.GetProperty("partition").GetInt32() == position.Partition.Value && row.GetProperty("offset").GetInt64() == position.Offset.Value);
    }

    [Test]
    public async Task SessionRequest_OfAnUnknownDecision_BecomesADeadLetter()
    {
        var user = Users.New("decision");
        var value = await EncodeSessionRequestAsync("PAUSE", user);

        var position = await _producer.SendBytesAsync("sessions.management", Encoding.UTF8.GetBytes(user), value);

        await ExpectDeadLettersAsync(
            _deadSessionRequests, position, Encoding.UTF8.GetBytes(user), value, "session_decision 'PAUSE' is unknown. Send CREATE or DESTROY", "Session");
        var other = Users.New("decision");
        await _producer.SendBytesAsync(position.TopicPartition, Encoding.UTF8.GetBytes(other), await EncodeSessionRequestAsync("create", other));
        await WaitFor.ConditionAsync(async () => (await _host.ListAsync($"/api/sessions?user={other}&active=true")).Count == 1, Deadline, "the other user's session");
        (await _host.ListAsync($"/api/sessions?user={user}")).Should().BeEmpty();
    }

    [Test]
    public Task Transcription_WithoutKey_IsStoredAndActedOn() => ExpectStoredAndActedOnAsync(null, Users.New("nokey"), Request);

    [Test]
    public Task Transcription_WithAKeyThatIsNotUtf8_IsStoredAndActedOn() =>
        ExpectStoredAndActedOnAsync([0xff, 0xfe, 0xc3, 0x28, .. Guid.NewGuid().ToByteArray()], Users.New("bytes"), Request);

    [Test]
    public Task Transcription_WithEmoji_IsStoredAndActedOn() => ExpectStoredAndActedOnAsync("k"u8.ToArray(), Users.New("🦊"), $"{Request} 💡👩‍👩‍👧‍👦 𝔘𝔫𝔦𝔠𝔬𝔡𝔢");

    [Test]
    public Task Transcription_OfAMillionBytes_IsStoredAndActedOn() =>
        ExpectStoredAndActedOnAsync("long"u8.ToArray(), Users.New("long"), Request + ". " + string.Concat(Enumerable.Repeat("So we went on. ", 70_000))[..(1_000_000 - Request.Length - 2)]);

    private async Task ExpectStoredAndActedOnAsync(byte[]? key, string user, string text)
    {
        var position = await _producer.SendBytesAsync(ForeignProducer.Transcriptions, key, await BadMessage.EncodeAsync(_producer, user, text));

        var stored = await OnlyAsync($"/api/transcriptions?user={Uri.EscapeDataString(user)}");
        (stored.GetProperty("text").GetString() == text).Should().BeTrue("the text is stored as it was sent");
        stored.GetProperty("offset").GetInt64().Should().Be(position.Offset.Value);
        var action = await OnlyAsync($"/api/actions?user={Uri.EscapeDataString(user)}");
        (action.GetProperty("originalText").GetString() == text).Should().BeTrue("the action has the text as it was sent");
        await ExpectNothingElseStopsAsync(position.TopicPartition);
        _deadTranscriptions.Messages.Should().NotContain(message => key != null && message.Message.Key != null && message.Message.Key.SequenceEqual(key));
    }

    private async Task ExpectDeadLettersAsync(
        TopicReader deadLetters, TopicPartitionOffset position, byte[] key, byte[]? value, string reason, params string[] processors)
    {
        await WaitFor.ConditionAsync(() => deadLetters.WithKey(key).Count == processors.Length, Deadline, $"{processors.Length} dead letter(s)");
        foreach (var deadLetter in deadLetters.WithKey(key))
        {
            deadLetter.Message.Value.Should().Equal(value);
            if (HasHeaders)
            {
                Header(deadLetter, "sts.error.message").Should().Contain(reason);
                Header(deadLetter, "sts.source.topic").Should().Be(position.Topic);
                Header(deadLetter, "sts.source.partition").Should().Be($"{position.Partition.Value}");
                Header(deadLetter, "sts.source.offset").Should().Be($"{position.Offset.Value}");
            }
        }

        if (HasHeaders)
        {
            deadLetters.WithKey(key).Select(deadLetter => Header(deadLetter, "sts.processor")).Should().BeEquivalentTo(processors);
        }

        foreach (var processor in processors)
        {
            var line = $"ERR {processor} can't process {position.Topic}[{position.Partition.Value}]@{position.Offset.Value}; it went to {position.Topic}.dlq";
            await WaitFor.ConditionAsync(
                () => Regex.IsMatch(_host.Output, $"{Regex.Escape(line)} after 1 attempt.*{Regex.Escape(reason)}"), Deadline, $"a log line '{line}' with the reason");
        }
    }

    private async Task ExpectNothingElseStopsAsync(TopicPartition partition)
    {
        var user = Users.New("good");
        await _producer.SendBytesAsync(partition, Encoding.UTF8.GetBytes(user), await BadMessage.EncodeAsync(_producer, user, Request));
        (await OnlyAsync($"/api/transcriptions?user={user}")).GetProperty("text").GetString().Should().Be(Request);
        (await OnlyAsync($"/api/actions?user={user}")).GetProperty("originalText").GetString().Should().Be(Request);
    }

    private async Task<JsonElement> OnlyAsync(string path)
    {
        IReadOnlyList<JsonElement> rows = [];
        await WaitFor.ConditionAsync(async () => (rows = await _host.ListAsync(path)).Count > 0, Deadline, path);
        return rows.Should().ContainSingle().Subject;
    }

    private Task<byte[]> EncodeSessionRequestAsync(string decision, string user) => _producer.EncodeAsync("sessions.management", "session_mgmt_value.avsc", new()
    {
        ["session_decision"] = decision,
        ["reasoning"] = "test",
        ["user_id"] = user,
        ["timestamp"] = ForeignProducer.Iso8601(TimeProvider.System.GetUtcNow()),
    });

    private static string Header(ConsumeResult<byte[]?, byte[]?> message, string name) => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes(name));
}
