using System.Text.Json;
namespace Sts.Tests.Integration.DeadLetters;

/// <summary>On the embedded broker, which keeps headers: a replay reaches the processor that failed, and no other.</summary>
public sealed class EmbeddedDeadLetterTests : DeadLetterTests
{
    protected override IEnumerable<string> CommandSettings => [$"--Http:Port={Host.Http.BaseAddress!.Port}"];

    [Test]
    public async Task Replay_CauseStillThere_MakesALetterOfTheSameSource()
    {
        var utterance = await SayUnreadableAsync();
        var letter = PositionOf(await FindAsync(utterance, "Persistence"));

        (await RunAsync("replay", "transcriptions.all", letter)).ShouldSucceed();

        await WaitUntilFailedAsync(utterance, "Persistence", times: 2);
        var letters = await ListAsync(utterance, "--all");
        letters.Select(row => Text(row, "processor")).Should().BeEquivalentTo("Persistence", "RealTime", "Persistence");
        letters.ToList().ForEach(row => ExpectSource(row, utterance));
        (await ListAsync(utterance)).Should().HaveCount(2, "the first one was replayed").And.NotContain(row => PositionOf(row) == letter);
    }

    [Test]
    public async Task Replay_CauseGone_IsProcessedByTheOneThatFailedAtItsFirstPosition()
    {
        var utterance = await SayUnreadableAsync();
        var letter = PositionOf(await FindAsync(utterance, "Persistence"));
        await utterance.Schema.RegisterAsync();

        (await RunAsync("replay", "transcriptions.all", letter)).ShouldSucceed();

        await WaitFor.ConditionAsync(async () => (await StoredAsync(utterance)).Count == 1, Deadline, "the utterance to be stored");
        var stored = (await StoredAsync(utterance))[0];
        stored.GetProperty("partition").GetInt32().Should().Be(utterance.Source.Partition.Value);
        stored.GetProperty("offset").GetInt64().Should().Be(utterance.Source.Offset.Value);
        await SayBehindAsync(utterance);
        (await ActionsAsync(utterance)).Should().BeEmpty("RealTime was not asked to do it");
        (await RunAsync("show", "transcriptions.all", letter)).Output.Should().ContainAll($"\"text\": \"{Request}\"", "replayed");

        var again = await RunAsync("replay", "transcriptions.all", letter);
        again.ShouldSucceed();
        again.Output.Should().Contain("was replayed before");
        await SayBehindAsync(utterance);
        (await StoredAsync(utterance)).Should().ContainSingle("the same position is the same utterance");
    }

    [Test]
    public async Task Replay_All_SendsWhatWasNotReplayedYet()
    {
        var utterance = await SayUnreadableAsync();
        await utterance.Schema.RegisterAsync();
        var letter = PositionOf(await FindAsync(utterance, "Persistence"));
        (await RunAsync("replay", "transcriptions.all", letter)).ShouldSucceed();
        var source = $"transcriptions.all[{utterance.Source.Partition.Value}]@{utterance.Source.Offset.Value}";

        var dryRun = await RunAsync("replay", "transcriptions.all", "--all", "--dry-run");
        dryRun.ShouldSucceed();
        dryRun.Output.Should().Contain($"{source} for RealTime").And.NotContain($"{source} for Persistence");
        (await ListAsync(utterance)).Should().ContainSingle();
        var all = await RunAsync("replay", "transcriptions.all", "--all", "--json");
        var replayed = JsonSerializer.Deserialize<JsonElement>(all.Output);
        replayed.GetProperty("replayed").GetBoolean().Should().BeTrue();
        replayed.GetProperty("letters").EnumerateArray().Should().NotBeEmpty();

        await WaitFor.ConditionAsync(async () => (await ActionsAsync(utterance)).Count == 1, Deadline, "the action");
        await SayBehindAsync(utterance);
        (await StoredAsync(utterance)).Should().ContainSingle();
        (await ListAsync(utterance)).Should().BeEmpty();
    }

    protected override Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Client)> PrepareAsync() =>
        Task.FromResult<(IReadOnlyList<string>, IReadOnlyDictionary<string, string>)>(([], new Dictionary<string, string>()));
}
