using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.DeadLetters;

/// <summary>On a Kafka that keeps no headers: reasons are on a topic beside the letters, and a replay is a new message to everybody.</summary>
[NonParallelizable]
public sealed class RealDeadLetterTests : DeadLetterTests
{
    private RealServices _services = null!;

    protected override IEnumerable<string> CommandSettings =>
        [.. _services.Settings.Where(setting => setting.StartsWith("--Kafka:", StringComparison.Ordinal)), $"--Http:Port={Host.Http.BaseAddress!.Port}"];

    [Test]
    public async Task Replay_WithoutConsent_IsRefusedAndWithItReachesEveryGroup()
    {
        var utterance = await SayUnreadableAsync();
        var letter = PositionOf(await FindAsync(utterance, "Persistence"));
        await utterance.Schema.RegisterAsync();

        (await RunAsync("replay", "transcriptions.all", letter))
            .ShouldRefuse("every group gets it again, as a new message", "Nothing was replayed. Give --yes");
        (await FindAsync(utterance, "Persistence")).GetProperty("replays").GetArrayLength().Should().Be(0);
        (await RunAsync("replay", "transcriptions.all", letter, "--yes")).ShouldSucceed();

        await WaitFor.ConditionAsync(async () => (await StoredAsync(utterance)).Count == 1, Deadline, "the utterance to be stored");
        await WaitFor.ConditionAsync(async () => (await ActionsAsync(utterance)).Count == 1, Deadline, "the action");
        var replay = (await FindAsync(utterance, "Persistence")).GetProperty("replays")[0];
        var stored = (await StoredAsync(utterance))[0];
        stored.GetProperty("partition").GetInt32().Should().Be(utterance.Source.Partition.Value).And.Be(replay.GetProperty("partition").GetInt32());
        stored.GetProperty("offset").GetInt64().Should().BeGreaterThan(utterance.Source.Offset.Value).And.Be(replay.GetProperty("offset").GetInt64());
    }

    protected override async Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Client)> PrepareAsync()
    {
        _services = await RealServices.RequireAsync();
        return (_services.Settings, _services.Kafka.Properties);
    }
}
