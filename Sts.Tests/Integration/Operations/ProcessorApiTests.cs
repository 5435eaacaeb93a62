using System.Net;
using System.Text.Json;
using Sts.Tests.Integration.Api;

namespace Sts.Tests.Integration.Operations;

[Category("Integration")]
public sealed class ProcessorApiTests
{
    private static HttpClient Http => OperatedHost.Host.Http;

    [Test]
    public async Task Processors_OfARunningHost_TellHowTheyAreDoing()
    {
        JsonElement processor = default;
        await WaitFor.ConditionAsync(
            async () => (processor = await FindAsync("RealTime")).GetProperty("partitions").GetArrayLength() == 4, OperatedHost.Deadline, "its partitions");

        processor.ShouldHaveMembers(
            "name", "state", "groupId", "topics", "partitions", "lag", "inFlight", "ratePerSecond", "processed", "retries", "deadLetters", "restarts", "lastError");
        processor.Text("state").Should().Be("Running");
        processor.Text("groupId").Should().Be("sts.realtime");
        processor.GetProperty("partitions")[3].ShouldHaveMembers("topic", "partition", "position", "committed", "lag");
        processor.GetProperty("partitions")[3].GetProperty("partition").GetInt32().Should().Be(3);
    }

    [Test]
    public async Task Pause_ThenResume_IsShownAndLeavesTheHostReady()
    {
        (await PostAsync("/api/processors/transcription/pause")).Text("state").Should().Be("Paused");
        (await FindAsync("Transcription")).Text("state").Should().Be("Paused");
        (await OperatedHost.Host.GetAsync("/health/ready")).GetProperty("processors").Text("Transcription").Should().Be("Paused");

        (await PostAsync("/api/processors/Transcription/resume")).Text("state").Should().Be("Running");
    }

    [TestCase("pause")]
    [TestCase("resume")]
    public async Task Processor_ThatThisHostDoesNotRun_IsAProblemThatNamesThoseItRuns(string what)
    {
        using var response = await Http.PostAsync($"/api/processors/Nobody/{what}", null);

        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "'Nobody'", "RealTime", "Transcription");
    }

    private static async Task<JsonElement> FindAsync(string name) =>
        (await OperatedHost.Host.ListAsync("/api/processors")).Single(processor => processor.Text("name") == name);

    private static async Task<JsonElement> PostAsync(string path)
    {
        using var response = await Http.PostAsync(path, null);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }
}
