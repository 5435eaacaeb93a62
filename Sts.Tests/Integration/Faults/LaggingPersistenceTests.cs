using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

[Category("Integration")]
[NonParallelizable]
public sealed class LaggingPersistenceTests
{
    private const int Users = 3;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Summary_WhilePersistenceIsBehind_WaitsAndThenHoldsEveryUtterance()
    {
        var services = await RealServices.RequireAsync();
        await using var database = new RunDatabase(services.ConnectionString);
        using var folder = new TemporaryFolder();
        var dialogue = new Dialogue("lagging", Users);
        string[] settings = [.. services.Settings, "--Speech:Provider=None"];
        await using var host = await HostProcess.StartAsync(folder.Path, [.. settings, "--Processors:Persistence:Enabled=false"]);
        await using var requests = await TopicReader.OpenAsync(services.Kafka.ToClientConfig(), "aggregations.request");
        using var producer = await ForeignProducer.ToAsync(host, services.Kafka.Properties);

        await dialogue.TalkAsync(producer, 20);
        await dialogue.SayGoodbyeAsync(producer);
        await WaitFor.ConditionAsync(() => requests.Decode("aggregator_value.avsc").Count(IsOurs) == Users, Deadline, "the requests for summaries");
        await WaitFor.ConditionAsync(() => host.Output.Contains("waits for the PersistenceProcessor", StringComparison.Ordinal), Deadline, "the aggregator to say that it waits");
        (await database.SessionsAsync(dialogue.Prefix)).Should().HaveCount(Users).And.OnlyContain(session => !session.Active && session.Summary == null);

        await using var persistence = await HostProcess.StartAsync(
            folder.Path, [.. settings, .. new[] { "RealTime", "Session", "Aggregator", "Intent" }.Select(processor => $"--Processors:{processor}:Enabled=false")]);

        await WaitFor.ConditionAsync(async () => (await database.SessionsAsync(dialogue.Prefix)).All(session => session.Summary is not null), Deadline, "the summaries");
        (await database.SessionsAsync(dialogue.Prefix)).Should().OnlyContain(session => session.Summary!.StartsWith("21 utterances in"));
        await dialogue.ExpectStoredAsync(database);

        bool IsOurs(Avro.Generic.GenericRecord request) => ((string)request["user_id"]).StartsWith(dialogue.Prefix, StringComparison.Ordinal);
    }
}
