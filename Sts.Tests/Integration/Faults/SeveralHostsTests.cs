using System.Text.RegularExpressions;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

[Category("Integration")]
[NonParallelizable]
public sealed class SeveralHostsTests
{
    private const int Users = 12;
    private const int StormAtOnce = 500;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Hosts_ThatJoinAndLeaveWhileUsersTalk_ShareTheWorkWithoutLossOrRepetition()
    {
        var services = await RealServices.RequireAsync();
        await using var database = new RunDatabase(services.ConnectionString);
        using var folder = new TemporaryFolder();
        var dialogue = new Dialogue("several", Users);
        var storm = new Storm("severalstorm", users: 100);
        string[] settings = [.. services.Settings, "--Speech:Provider=None", "--Sessions:Timeout=00:00:10", Storm.Quiet];
        await using var hosts = new AsyncDisposables();
        var first = await StartAnotherAsync();
        await using var requests = await TopicReader.OpenAsync(services.Kafka.ToClientConfig(), "aggregations.request");
        using var producer = await ForeignProducer.ToAsync(first, services.Kafka.Properties);

        var consumedBefore = await ConsumedCount.OfAsync(first, "Persistence");
        HostProcess second, third;
        long consumedByFirst;
        await using (new Load(() => Task.WhenAll(dialogue.TalkAsync(producer, 1), storm.SendAsync(producer, StormAtOnce)), Pace))
        {
            second = await StartAnotherAsync();
            third = await StartAnotherAsync();
            consumedByFirst = await ConsumedCount.OfAsync(first, "Persistence") - consumedBefore;
            (await first.StopAsync()).Should().Be(0, first.Output);
            var said = dialogue.Count;
            await WaitFor.ConditionAsync(async () => (await database.UtterancesAsync(dialogue.Prefix)).Count > said, Deadline, "the others to take over");
        }

        await WaitFor.ConditionAsync(async () => (await database.SessionsAsync(dialogue.Prefix)).Count(session => session.Summary is not null) == Users, Deadline, "the summaries");
        await dialogue.ExpectStoredAsync(database);
        var utterances = dialogue.Count / Users;
        var sessions = await database.SessionsAsync(dialogue.Prefix);
        sessions.Should().HaveCount(Users, "one session each").And.OnlyContain(
            session => session.EndReason!.StartsWith("No utterance for") && session.Summary!.StartsWith($"{utterances} utterances in"));
        requests.Decode("aggregator_value.avsc").Select(request => (int)request["session_id"]).Where(id => sessions.Any(session => session.Id == id))
            .Should().BeEquivalentTo(sessions.Select(session => session.Id), "each is requested once");
        Regex.Count(first.Output + second.Output + third.Output, $"Session [0-9]+ of {dialogue.Prefix}-[0-9]+ is closed").Should().Be(Users, "each is closed once");
        (await database.ActionsAsync(dialogue.Prefix)).Select(action => (action.User, action.Text)).Should().BeEquivalentTo(dialogue.Requests);
        await storm.ExpectStoredAsync(database, Deadline);

        // What the first has finished after it was asked for the last time is not in here.
        var consumed = consumedByFirst + await ConsumedCount.OfAsync(second, "Persistence") + await ConsumedCount.OfAsync(third, "Persistence");
        var messages = dialogue.Count + storm.Count;
        TestContext.Out.WriteLine($"{messages} messages while hosts joined and left: the handlers saw at least {Math.Max(0, consumed - messages)} of them again");

        async Task<HostProcess> StartAnotherAsync() => hosts.Add(await HostProcess.StartAsync(folder.Path, settings));
    }
}
