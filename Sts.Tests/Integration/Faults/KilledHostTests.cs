using System.Text.RegularExpressions;
using Sts.Tests.Agents.Speech;
using Sts.Tests.Agents.Speech.Synthesis;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>A host that is killed loses nothing and does nothing twice that can be done once.</summary>
[Category("Integration")]
[NonParallelizable]
public sealed class KilledHostTests
{
    private const int Speakers = 20;
    private const int Kills = 3;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private RealServices _services = null!;
    private RunDatabase _database = null!;
    private SpeechServer _speech = null!;
    private HostProcess? _host;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _services = await RealServices.RequireAsync();
        _database = new RunDatabase(_services.ConnectionString);
        _speech = await SpeechServer.StartAsync((context, _) => SpeechServer.SendAsync(context, Tone.Wav(0.01)));
    }

    [TearDown]
    public async Task EndHostAsync()
    {
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _host = null;
    }

    [OneTimeTearDown]
    public async Task CleanAsync()
    {
        await (_speech?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    [Test]
    public async Task Host_KilledInMidStream_StoresEachUtteranceOnceAndSummarisesEachSessionOnce()
    {
        var dialogue = new Dialogue("killed", Speakers);
        var output = "";
        var host = _host = await StartAsync();
        await using var actions = await TopicReader.OpenAsync(_services.Kafka.ToClientConfig(), "transcriptions.agent.action");
        await using var sessions = await TopicReader.OpenAsync(_services.Kafka.ToClientConfig(), "sessions.management");
        using var producer = await ForeignProducer.ToAsync(host, _services.Kafka.Properties);
        var spokenBefore = _speech.Requests;

        // The first message registers the schema, with the host.
        await dialogue.TalkAsync(producer, 1);

        for (var kill = 0; kill < Kills; kill++)
        {
            var decided = CountOurs(actions, "action_value.avsc");
            var talk = dialogue.TalkAsync(producer, 25);
            try
            {
                await WaitFor.ConditionAsync(() => CountOurs(actions, "action_value.avsc") >= decided + 20, Deadline, "the host to be in the middle of it");
                await host.KillAsync();
            }
            finally
            {
                await talk;
            }

            output += host.Output;
            await host.DisposeAsync();
            host = _host = await StartAsync();
        }

        await dialogue.TalkAsync(producer, 23);
        await dialogue.SayGoodbyeAsync(producer);

        await WaitFor.ConditionAsync(async () => (await _database.SessionsAsync(dialogue.Prefix)).Count(session => session.Summary is not null) == Speakers, Deadline, "every summary");
        await WaitFor.ConditionAsync(
            async () => (await _database.ActionsAsync(dialogue.Prefix)).Count(action => action.Outcome is not null) == dialogue.Requests.Count, Deadline, "every outcome of speech");
        await dialogue.ExpectStoredAsync(_database);
        (await _database.SessionsAsync(dialogue.Prefix)).Should().HaveCount(Speakers).And.OnlyContain(
            session => !session.Active && session.EndReason!.Contains("goodbye") && session.Summary!.StartsWith("100 utterances in"));
        (await _database.ActionsAsync(dialogue.Prefix)).Select(action => (action.User, action.Text)).Should().BeEquivalentTo(dialogue.Requests);
        (await _database.ActionsAsync(dialogue.Prefix)).Should().OnlyContain(action => action.Spoken);
        output += host.Output;
        Regex.Count(output, $"of {dialogue.Prefix}-[0-9]+ with 100 utterance\\(s\\) is summarised").Should().Be(Speakers, "a session is summarised once");

        // What is being spoken, or was spoken and is not yet noted, when the host is killed, is spoken again.
        var spoken = _speech.Requests - spokenBefore;
        spoken.Should().BeInRange(dialogue.Requests.Count, dialogue.Requests.Count + (Kills * 4));
        var again = CountOurs(actions, "action_value.avsc") - dialogue.Requests.Count;
        var requests = CountOurs(sessions, "session_mgmt_value.avsc") - (2 * Speakers);
        TestContext.Out.WriteLine(
            $"{Kills} kills: {again} of {dialogue.Requests.Count} actions were decided again after a redelivery, {spoken - dialogue.Requests.Count} spoken again; "
            + $"{requests} session requests beyond the {2 * Speakers} needed");

        int CountOurs(TopicReader reader, string schemaFile) =>
            reader.Decode(schemaFile).Count(message => ((string)message["user_id"]).StartsWith(dialogue.Prefix, StringComparison.Ordinal));
    }

    [Test]
    public async Task Action_AlreadySpoken_IsNotSpokenAgainAfterAKillNorWhenSentAgain()
    {
        var user = Users.New("spoken");
        var saidAt = TimeProvider.System.GetUtcNow();
        await using (var before = await StartAsync())
        {
            using var producerBefore = await ForeignProducer.ToAsync(before, _services.Kafka.Properties);
            await producerBefore.SayAsync(user, "turn off the lights", saidAt);
            await WaitFor.ConditionAsync(async () => (await _database.ActionsAsync(user)).Any(action => action.Outcome is not null), Deadline, "the answer to be spoken");
            await before.KillAsync();
        }

        var spoken = _speech.Requests;
        await using var after = await StartAsync();
        using var producer = await ForeignProducer.ToAsync(after, _services.Kafka.Properties);
        await SendActionAsync(producer, user, "turn off the lights", ForeignProducer.Iso8601(saidAt));
        await SendActionAsync(producer, user, "turn off the lights", ForeignProducer.Iso8601(saidAt.ToOffset(TimeSpan.FromHours(2))));

        // A user's actions stay in order, so when this one is through, those before it are.
        await SendActionAsync(producer, user, "turn on the radio", ForeignProducer.Iso8601(saidAt));
        await WaitFor.ConditionAsync(
            async () => (await _database.ActionsAsync(user)).Any(action => action is { Text: "turn on the radio", Outcome: not null }), Deadline, "the next answer");
        (await _database.ActionsAsync(user)).Select(action => action.Text).Should().Equal("turn off the lights", "turn on the radio");
        _speech.Requests.Should().Be(spoken + 1, "only the new answer is spoken");
    }

    private Task<HostProcess> StartAsync() => HostProcess.StartAsync(
        _folder.Path,
        [.. _services.Settings, "--Speech:Provider=Http", $"--Speech:Http:Endpoint={_speech.Endpoint}", "--Speech:Output=File", "--Speech:MaxAge=01:00:00", "--Speech:CacheBytes=0"]);

    private static async Task SendActionAsync(ForeignProducer producer, string user, string text, string timestamp) =>
        await producer.SendAsync("transcriptions.agent.action", "action_value.avsc", user, new()
        {
            ["original_text"] = text,
            ["reasoning"] = $"You asked me to {text}.",
            ["categorization"] = null,
            ["refined_prompt"] = null,
            ["user_id"] = user,
            ["timestamp"] = timestamp,
        });
}
