using System.Net.Http.Json;
using System.Text.Json;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

/// <summary>A host that decides the simpler way: the same program with other toggles.</summary>
[Category("Integration")]
public sealed class TranscriptionProcessorTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Transcription_InPlaceOfRealTime_ActsOnRequestsAndOpensNoSession()
    {
        using var folder = new TemporaryFolder();
        await using var host = await HostProcess.StartAsync(
            folder.Path,
            "--Processors:Transcription:Enabled=true", "--Processors:RealTime:Enabled=false", "--Processors:Session:Enabled=false",
            "--Processors:Aggregator:Enabled=false", "--Speech:Output=File");
        using var producer = await ForeignProducer.ToAsync(host);

        await producer.SayAsync("alice", "the soup was good today");
        await producer.SayAsync("alice", "turn off the lights", TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10));
        await producer.SayAsync("alice", "set an alarm for seven");

        await WaitFor.ConditionAsync(async () => (await ListAsync<StoredAction>("actions")).Count > 0, Deadline, "the action");
        var action = (await ListAsync<StoredAction>("actions")).Should().ContainSingle("one was a remark, and one is too old").Subject;
        (action.User, action.OriginalText).Should().Be(("alice", "set an alarm for seven"));
        await WaitFor.ConditionAsync(async () => (await ListAsync<StoredUtterance>("transcriptions")).Count == 3, Deadline, "all utterances");
        (await ListAsync<StoredSession>("sessions")).Should().BeEmpty();
        var processors = (await host.GetAsync("/api/info")).GetProperty("processors").EnumerateArray();
        processors.Select(processor => processor.GetProperty("name").GetString()).Should().BeEquivalentTo("Transcription", "Persistence", "Intent");

        async Task<List<T>> ListAsync<T>(string what) => (await host.Http.GetFromJsonAsync<List<T>>($"/api/{what}", JsonSerializerOptions.Web))!;
    }
}
