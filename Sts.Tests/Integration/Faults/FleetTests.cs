using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sts.Tests.Agents.Speech;
using Sts.Tests.Agents.Speech.Synthesis;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>Eight hosts and more, of which one or another is killed at any moment, lose nothing and do nothing twice that can be done once.</summary>
[Category("Integration")]
[NonParallelizable]
public sealed class FleetTests
{
    /// <summary>An environment variable with the seed of a run that is to be repeated.</summary>
    private const string SeedVariable = "STS_TEST_SEED";

    private const int KillsPerRound = 3;
    private const int Users = 6;
    private const int StormAtOnce = 200;

    // Answers that a host may have been about to speak, or not yet noted as spoken, when it was killed.
    private const int SpokenAgainPerKill = 4;

    private static readonly string[] Roles = ["one-process", "persistence", "persistence", "realtime", "realtime", "session", "aggregator", "intent"];
    private static readonly string[] DeadLetters = ["transcriptions.all.dlq", "transcriptions.agent.action.dlq", "sessions.management.dlq", "aggregations.request.dlq"];
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Fleet_WhoseHostsAreKilledAtRandomUnderLoad_LosesNothingAndKeepsTheOrder()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        await TestContext.Out.WriteLineAsync($"{SeedVariable}={seed} repeats this run's choices");
        var services = await RealServices.RequireAsync();
        await using var parts = new AsyncDisposables();
        var database = parts.Add(new RunDatabase(services.ConnectionString));
        var speech = parts.Add(await SpeechServer.StartAsync((context, _) => SpeechServer.SendAsync(context, Tone.Wav(0.01))));
        var fleet = parts.Add(new Fleet(SettingsOf(services, speech), new Random(seed)));
        var (early, late, storm) = (new Dialogue("fleetearly", Users), new Dialogue("fleetlate", Users), new Storm("fleetstorm", users: 200));
        await fleet.StartAsync(Roles);
        var deadLetters = new List<TopicReader>();
        foreach (var topic in DeadLetters)
        {
            deadLetters.Add(parts.Add(await TopicReader.OpenAsync(services.Kafka.ToClientConfig(), topic)));
        }

        // The first message registers the schema, with a host; the others need none.
        using var producer = await ForeignProducer.ToAsync(fleet.Any, services.Kafka.Properties);
        await storm.SendAsync(producer, 1);
        await using (new Load(() => Task.WhenAll(late.TalkAsync(producer, 1), storm.SendAsync(producer, StormAtOnce)), Pace))
        {
            // These say goodbye while hosts are being killed.
            await using (new Load(() => early.TalkAsync(producer, 1), Pace))
            {
                await KillSomeAsync(fleet, storm, database, "realtime");
            }

            await early.SayGoodbyeAsync(producer);
            // One more than there are partitions: it has nothing to do until another one is gone, and is ready all the same.
            await KillSomeAsync(fleet, storm, database, "persistence", "persistence");
            await KillSomeAsync(fleet, storm, database);
        }

        await late.SayGoodbyeAsync(producer);

        foreach (var dialogue in new[] { early, late })
        {
            await ExpectHandledAsync(dialogue, database);
        }

        await storm.ExpectStoredAsync(database, Deadline);
        (await storm.StoredAsync(database)).Should().Be(storm.Count, "an utterance is stored once");
        await fleet.StopAllAsync();
        Regex.Matches(fleet.Output, $"of (?<user>({early.Prefix}|{late.Prefix})-[0-9]+) with [0-9]+ utterance\\(s\\) is summarised").Select(match => match.Groups["user"].Value)
            .Should().OnlyHaveUniqueItems("a session is summarised once");
        deadLetters.SelectMany(letters => letters.Messages).Select(letter => Encoding.UTF8.GetString(letter.Message.Key ?? []))
            .Should().NotContain(key => key.StartsWith("fleet", StringComparison.Ordinal), "nothing was wrong with what was said");
        var answers = early.Requests.Count + late.Requests.Count;
        speech.Requests.Should().BeInRange(answers, answers + (fleet.Kills * SpokenAgainPerKill), "each answer is spoken, and hardly any twice");
        await TestContext.Out.WriteLineAsync(
            $"{fleet.Kills} kills during {storm.Count + early.Count + late.Count} utterances: {speech.Requests - answers} of {answers} answers were spoken again");
    }

    private static string[] SettingsOf(RealServices services, SpeechServer speech) =>
    [
        .. services.Settings, "--Kafka:Consumer:session.timeout.ms=3000", "--Kafka:Consumer:heartbeat.interval.ms=500", Storm.Quiet,
        "--Speech:Provider=Http", $"--Speech:Http:Endpoint={speech.Endpoint}", "--Speech:Output=File", "--Speech:MaxAge=01:00:00", "--Speech:CacheBytes=0", "--Speech:BargeIn=false",
    ];

    // Others take the place of those that are killed, as an orchestrator sees to. Then the fleet may recover.
    private static async Task KillSomeAsync(Fleet fleet, Storm storm, RunDatabase database, params IEnumerable<string> another)
    {
        var killed = new List<string>();
        for (var kill = 0; kill < KillsPerRound; kill++)
        {
            var stored = await storm.StoredAsync(database);
            await WaitFor.ConditionAsync(async () => await storm.StoredAsync(database) > stored, Deadline, "the fleet to be at work");
            killed.Add(await fleet.KillOneAsync());
        }

        var sent = storm.Count;
        await fleet.StartAsync([.. killed, .. another]);
        await WaitFor.ConditionAsync(async () => await storm.StoredAsync(database) >= sent, Deadline, "the fleet to have stored what was said before");
    }

    private static async Task ExpectHandledAsync(Dialogue dialogue, RunDatabase database)
    {
        var utterances = dialogue.Count / Users;
        await WaitFor.ConditionAsync(async () => (await database.SessionsAsync(dialogue.Prefix)).Count(session => session.Summary is not null) == Users, Deadline, "every summary");
        await WaitFor.ConditionAsync(
            async () => (await database.ActionsAsync(dialogue.Prefix)).Count(action => action.Outcome is not null) == dialogue.Requests.Count, Deadline, "every outcome of speech");
        await dialogue.ExpectStoredAsync(database);
        (await database.SessionsAsync(dialogue.Prefix)).Should().HaveCount(Users, "one session each").And.OnlyContain(
            session => !session.Active && session.EndReason!.Contains("goodbye") && session.Summary!.StartsWith($"{utterances} utterances in"));
        var actions = (await database.ActionsAsync(dialogue.Prefix)).ToLookup(action => action.User, action => action.Text);
        foreach (var requests in dialogue.Requests.GroupBy(request => request.User, request => request.Text))
        {
            actions[requests.Key].Should().Equal(requests, "each is acted on once, and in the order in which it was said");
        }

        (await database.ActionsAsync(dialogue.Prefix)).Should().OnlyContain(action => action.Spoken);
    }
}
