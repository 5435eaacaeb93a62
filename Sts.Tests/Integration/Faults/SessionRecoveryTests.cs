using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>Closing a session and requesting its summary survive whatever happens between the two, and to the request.</summary>
[Category("Integration")]
[NonParallelizable]
public sealed class SessionRecoveryTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private const string Close = "update sessions set active = false, end_time = now(), end_reason = 'test', closed_at = now()";

    [Test]
    public async Task Host_KilledBetweenClosingASessionAndItsRequest_HasItSummarisedAfterTheNextStart()
    {
        var services = await RealServices.RequireAsync();
        await using var database = new RunDatabase(services.ConnectionString);
        using var folder = new TemporaryFolder();
        var dialogue = new Dialogue("recovery", users: 2);
        var (closed, lost) = (dialogue.Names.First(), dialogue.Names.Last());
        await using (var before = await StartAsync(folder, services))
        {
            using var producer = await ForeignProducer.ToAsync(before, services.Kafka.Properties);
            await dialogue.TalkAsync(producer, 3);
            await WaitFor.ConditionAsync(async () => (await database.UtterancesAsync(dialogue.Prefix)).Count == dialogue.Count, Deadline, "what was said");
            await WaitFor.ConditionAsync(async () => (await database.SessionsAsync(dialogue.Prefix)).Count(session => session.Active) == 2, Deadline, "the sessions");
            await before.KillAsync();
        }

        // What a kill leaves behind right after the session was closed, and what a request leaves that was claimed and never sent.
        (await database.ExecuteAsync($"{Close} where user_id = $1", closed)).Should().Be(1);
        (await database.ExecuteAsync($"{Close}, aggregation_requested_at = now() - interval '10 minutes', aggregation_attempts = 1 where user_id = $1", lost)).Should().Be(1);

        await using var after = await StartAsync(folder, services);
        await WaitFor.ConditionAsync(async () => (await database.SessionsAsync(dialogue.Prefix)).All(session => session.Summary is not null), Deadline, "the summaries");
        var sessions = await database.SessionsAsync(dialogue.Prefix);
        sessions.Should().OnlyContain(session => session.EndReason == "test" && session.Summary!.StartsWith("3 utterances in"));
        sessions.Single(session => session.User == closed).Requests.Should().Be(1);
        sessions.Single(session => session.User == lost).Requests.Should().Be(2);
    }

    private static Task<HostProcess> StartAsync(TemporaryFolder folder, RealServices services) =>
        HostProcess.StartAsync(folder.Path, [.. services.Settings, "--Speech:Provider=None"]);
}
