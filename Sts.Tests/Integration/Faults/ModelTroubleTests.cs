using System.Text;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Sts.Tests.Agents;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Faults;

/// <summary>A model that is slow with one user, or away.</summary>
[Category("Integration")]
public sealed class ModelTroubleTests
{
    private const string Slow = "what is the meaning of life";
    private const string Fast = "what is the capital of France";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Decision_ThatIsSlowForOneUser_DoesNotHoldUpAnother()
    {
        var released = new TaskCompletionSource();
        await using var model = (await FakeLlmServer.StartAsync()).Otherwise(async request =>
        {
            if (!request.Message("system").Contains("actionRequired", StringComparison.Ordinal))
            {
                return new { endSession = false, reasoning = "Goes on." };
            }

            var isSlow = request.Message("user").Contains(Slow, StringComparison.Ordinal);
            await (isSlow ? released.Task : Task.CompletedTask);
            return new { actionRequired = true, reasoning = isSlow ? "It is 42." : "It is Paris.", categorization = "question", refinedPrompt = (string?)null };
        });
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, model.Endpoint, "--Agents:OpenAI:Timeout=00:02:00", "--Agents:OpenAI:TotalTimeout=00:03:00");
        using var producer = await ForeignProducer.ToAsync(host);

        // Of one partition, where somebody who keeps order too strictly would wait.
        await SayAsync(producer, "alice", Slow);
        await WaitFor.ConditionAsync(() => model.Requests.Any(request => request.Message("user").Contains(Slow, StringComparison.Ordinal)), Deadline, "alice's question at the model");
        await SayAsync(producer, "bob", Fast);

        await WaitFor.ConditionAsync(async () => await ReasoningOfAsync(host, "bob") == "It is Paris.", Deadline, "bob's answer");
        (await host.ListAsync("/api/actions?user=alice")).Should().BeEmpty("her decision is still pending");
        released.SetResult();
        await WaitFor.ConditionAsync(async () => await ReasoningOfAsync(host, "alice") == "It is 42.", Deadline, "alice's answer");
        host.Output.Should().NotContain("The model failed");
    }

    [Test]
    public async Task Model_ThatIsAway_IsReplacedByTheLocalAgentsWithOneWarning()
    {
        using var folder = new TemporaryFolder();
        await using var host = await StartAsync(folder, $"http://127.0.0.1:{TestEnvironment.FreePort()}/v1", "--Agents:OpenAI:RetryDelay=00:00:00.010");
        using var producer = await ForeignProducer.ToAsync(host);
        string[] users = ["alice", "bob", "carol", "dave"];

        foreach (var user in users)
        {
            await producer.SayAsync(user, "turn off the lights");
            await WaitFor.ConditionAsync(async () => (await host.ListAsync($"/api/actions?user={user}")).Count == 1, Deadline, $"{user}'s action");
        }

        await producer.SayAsync("alice", "goodbye");
        await WaitFor.ConditionAsync(async () => (await SummaryOfAsync(host, "alice"))?.StartsWith("2 utterances", StringComparison.Ordinal) is true, Deadline, "alice's summary");
        Regex.Count(host.Output, "The model failed for").Should().Be(1, host.Output);
        Regex.Count(host.Output, " (WRN|ERR) ").Should().Be(1, host.Output);
    }

    private static Task<HostProcess> StartAsync(TemporaryFolder folder, string endpoint, params string[] settings) => HostProcess.StartAsync(
        folder.Path, ["--Agents:Provider=OpenAI", "--Agents:OpenAI:Model=test", $"--Agents:OpenAI:Endpoint={endpoint}", "--Speech:Provider=None", .. settings]);

    private static async Task SayAsync(ForeignProducer producer, string user, string text) => await producer.SendBytesAsync(
        new TopicPartition(ForeignProducer.Transcriptions, 0), Encoding.UTF8.GetBytes(user), await BadMessage.EncodeAsync(producer, user, text));

    private static async Task<string?> ReasoningOfAsync(HostProcess host, string user) =>
        (await host.ListAsync($"/api/actions?user={user}")).Single().GetProperty("reasoning").GetString();

    private static async Task<string?> SummaryOfAsync(HostProcess host, string user) =>
        (await host.ListAsync($"/api/sessions?user={user}")).Single().GetProperty("summary").GetString();
}
