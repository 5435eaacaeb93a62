using System.Text.RegularExpressions;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>Services that are away are waited for, which is said once; nothing is lost meanwhile, also not of what comes at full speed.</summary>
[Category("Integration")]
[NonParallelizable]
public sealed class ServiceOutageTests
{
    private const int Speakers = 10;
    private const int StormSize = 20_000;
    private const int MaxNotices = 2;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private RealServices _services = null!;
    private string[] _settings = [];

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _services = await RealServices.RequireAsync();
        _settings = [.. _services.Settings, "--Speech:Provider=None", Storm.Quiet];
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public Task Host_StartedBeforePostgres_WaitsForItAndSaysSoOnce() =>
        ExpectHostWaitsAtStartAsync(TestEnvironment.RequirePostgresControl(), "Waiting for PostgreSQL");

    [Test]
    public Task Host_StartedBeforeKafka_WaitsForItAndSaysSoOnce() =>
        ExpectHostWaitsAtStartAsync(TestEnvironment.RequireKafkaControl(), "can't be reached and is waited for");

    [Test]
    public async Task Postgres_KilledWhileUsersTalk_LosesNothingAndIsNotSaidAgainAndAgain()
    {
        var control = TestEnvironment.RequirePostgresControl();
        await using var host = await HostProcess.StartAsync(_folder.Path, _settings);
        using var producer = await ForeignProducer.ToAsync(host, _services.Kafka.Properties);
        await using var database = new RunDatabase(_services.ConnectionString);
        var dialogue = await TalkThroughOutageAsync(host, producer, control, database, "outagedb", "Persistence waits for a service that is away");
        await dialogue.ExpectStoredAsync(database);
        (await database.SessionsAsync(dialogue.Prefix)).Should().HaveCount(Speakers).And.OnlyContain(session => session.Summary!.StartsWith("26 utterances in"));

        // What was under way, or needs no database, may still succeed after something else has failed; the outage then begins anew.
        Regex.Count(host.Output, "Persistence waits for a service that is away").Should().BeInRange(1, MaxNotices, host.Output);
        Regex.Count(host.Output, "RealTime waits for a service that is away").Should().BeLessThanOrEqualTo(MaxNotices, host.Output);
        host.Output.Should().NotContain("Failed executing DbCommand").And.NotContain("An error occurred using the connection", "an outage is said once, not at every attempt");
    }

    [Test]
    public async Task Kafka_KilledWhileUsersTalk_LosesNothingOfWhatItTook()
    {
        var control = TestEnvironment.RequireKafkaControl();
        await using var host = await HostProcess.StartAsync(_folder.Path, _settings);
        using var producer = await ForeignProducer.ToAsync(host, _services.Kafka.Properties);
        await using var database = new RunDatabase(_services.ConnectionString);
        var dialogue = await TalkThroughOutageAsync(host, producer, control, database, "outagekf", "can't reach the broker");

        // Without idempotence a producer that got no answer sends again, and then the log itself holds an utterance twice.
        (await database.UtterancesAsync(dialogue.Prefix)).Distinct().Should().BeEquivalentTo(dialogue.Said);
        (await database.SessionsAsync(dialogue.Prefix)).Should().HaveCount(Speakers);
        Regex.Count(host.Output, "Persistence can't reach the broker").Should().BeLessThanOrEqualTo(1, host.Output);
    }

    private async Task ExpectHostWaitsAtStartAsync(ServerControl control, string notice)
    {
        await using var hosts = new AsyncDisposables();
        await control.StopAsync();
        HostProcess host;
        try
        {
            host = hosts.Add(await HostProcess.ListenAsync(_folder.Path, _settings));
            await WaitFor.ConditionAsync(() => host.Output.Contains(notice, StringComparison.Ordinal), Deadline, $"'{notice}'");
            (await host.IsReadyAsync()).Should().BeFalse();
        }
        finally
        {
            await control.StartAsync();
        }

        await host.WaitUntilReadyAsync();
        Regex.Count(host.Output, notice).Should().Be(1, host.Output);
        using var producer = await ForeignProducer.ToAsync(host, _services.Kafka.Properties);
        var user = Users.New("start");
        await producer.SayAsync(user, "turn off the lights");
        await WaitFor.ConditionAsync(async () => (await host.ListAsync($"/api/actions?user={user}")).Count == 1, Deadline, "the host to work");
    }

    private static async Task<Dialogue> TalkThroughOutageAsync(
        HostProcess host, ForeignProducer producer, ServerControl control, RunDatabase database, string test, string notice)
    {
        var dialogue = new Dialogue(test, Speakers);
        var storm = new Storm($"{test}storm", users: 100);
        var consumedBefore = await ConsumedCount.OfAsync(host, "Persistence");
        await dialogue.TalkAsync(producer, 5);
        var talk = storm.SendAsync(producer, StormSize);
        try
        {
            await control.KillAsync();
            // Also now, so that there is something to do that can't be done.
            talk = Task.WhenAll(talk, dialogue.TalkAsync(producer, 20));
            await WaitFor.ConditionAsync(() => host.Output.Contains(notice, StringComparison.Ordinal), Deadline, $"'{notice}'");
        }
        finally
        {
            await control.StartAsync();
            await talk;
        }

        await dialogue.SayGoodbyeAsync(producer);
        await WaitFor.ConditionAsync(
            async () => (await database.SessionsAsync(dialogue.Prefix)).Count(session => session.Summary is not null) == Speakers, Deadline, "the summaries");
        await WaitFor.ConditionAsync(
            async () => (await database.ActionsAsync(dialogue.Prefix)).Count == dialogue.Requests.Count, Deadline, "the actions");
        (await database.ActionsAsync(dialogue.Prefix)).Select(action => (action.User, action.Text)).Should().BeEquivalentTo(dialogue.Requests);
        await storm.ExpectStoredAsync(database, Deadline);
        var consumed = await ConsumedCount.OfAsync(host, "Persistence") - consumedBefore;
        TestContext.Out.WriteLine($"{dialogue.Count + storm.Count} messages through the outage: the handlers saw {consumed - dialogue.Count - storm.Count} of them again");
        return dialogue;
    }
}
