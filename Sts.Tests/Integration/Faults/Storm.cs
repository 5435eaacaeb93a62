using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>
/// Many utterances of many users as fast as they can be sent. They are of long ago, so they are stored, but nobody acts on them.
/// </summary>
internal sealed class Storm(string test, int users)
{
    /// <summary>A setting for hosts that would say of each utterance that it is too old.</summary>
    public const string Quiet = "--Serilog:MinimumLevel:Override:Sts.Processors.RealTimeProcessor=Warning";

    private const string Timestamp = "2026-01-31T18:30:00Z";

    private readonly string _prefix = Users.New(test);
    private readonly List<(int Partition, long Offset)> _sent = [];
    private int _said;

    /// <summary>How many utterances the broker has taken.</summary>
    public int Count => _sent.Count;

    /// <summary>Lets the users, one after the other, say so many things altogether.</summary>
    public async Task SendAsync(ForeignProducer producer, int utterances)
    {
        var sending = new List<Task<(int, long)>>(utterances);
        for (var i = 0; i < utterances; i++, _said++)
        {
            sending.Add(SayAsync(producer, $"{_prefix}-{_said % users:000}", $"number {_said}"));
        }

        _sent.AddRange(await Task.WhenAll(sending));
    }

    /// <summary>How many of the utterances are stored.</summary>
    public async Task<long> StoredAsync(RunDatabase database) =>
        await database.CountAsync("select count(*) from transcriptions where starts_with(user_id, $1)", _prefix);

    /// <summary>Waits until all utterances are stored, and checks that each is so once and those of each user in the order of the log.</summary>
    public async Task ExpectStoredAsync(RunDatabase database, TimeSpan deadline)
    {
        await WaitFor.ConditionAsync(async () => await StoredAsync(database) >= Count, deadline, $"all {Count} utterances to be stored");
        var stored = await database.PositionsAsync(_prefix);
        stored.Should().OnlyHaveUniqueItems();
        _sent.Except(stored).Should().BeEmpty("what the broker has taken is stored");
        (await database.CountAsync(
            """
            select count(*) from (
                select id, lag(id) over (partition by user_id order by "offset") as before from transcriptions where starts_with(user_id, $1)) as rows
            where id < before
            """,
            _prefix)).Should().Be(0, "each user's utterances are stored in their order");
    }

    private static async Task<(int, long)> SayAsync(ForeignProducer producer, string user, string text)
    {
        var position = await producer.SayAsync(user, text, Timestamp);
        return (position.Partition.Value, position.Offset.Value);
    }
}
