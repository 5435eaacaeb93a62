using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>On embedded parts, whose broker speaks the modern protocol.</summary>
public sealed class EmbeddedBadInputTests : BadInputTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    protected override bool HasHeaders => true;

    [Test]
    public async Task SchemaId_RegisteredRightAfterItWasUnknown_IsReadAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(folder.Path, "--Speech:Provider=None");
        using var producer = await ForeignProducer.ToAsync(host);

        // The next id that a new registry gives away. A broker that has outlived its registry may hold such messages.
        await producer.SendBytesAsync(ForeignProducer.Transcriptions, "alice"u8.ToArray(), [0, 0, 0, 0, 1, 2, 2]);
        await WaitFor.ConditionAsync(() => host.Output.Contains("Persistence can't process", StringComparison.Ordinal), Deadline, "the dead letter");
        await producer.SayAsync("alice", "turn off the lights");

        await WaitFor.ConditionAsync(async () => (await host.ListAsync("/api/transcriptions?user=alice")).Count == 1, Deadline, "the utterance");
        await WaitFor.ConditionAsync(async () => (await host.ListAsync("/api/actions?user=alice")).Count == 1, Deadline, "the action");
    }

    protected override Task<(IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Client)> PrepareAsync() =>
        Task.FromResult<(IReadOnlyList<string>, IReadOnlyDictionary<string, string>)>(([], new Dictionary<string, string>()));
}
