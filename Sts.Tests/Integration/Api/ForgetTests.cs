using System.Net.Http.Json;
using System.Text.Json;
using Sts.Core.Messages;
using Sts.Tests.Integration.Cli;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Api;

[Category("Integration")]
public sealed class ForgetTests
{
    [Test]
    public async Task Forget_OfOneUser_LeavesOthersAndAsksBefore()
    {
        var (forgotten, kept) = ($"a/b?c {ApiHost.NewUser()}", ApiHost.NewUser());
        foreach (var user in new[] { forgotten, kept })
        {
            (await ApiHost.Host.Http.PostAsJsonAsync("/api/transcriptions", new { user, text = "the train was late" })).EnsureSuccessStatusCode();
        }

        await WaitFor.ConditionAsync(async () => await IsStoredAsync(forgotten) && await IsStoredAsync(kept), ApiHost.Deadline, "the utterances to be stored");
        var port = $"--Http:Port={ApiHost.Host.Http.BaseAddress!.Port}";

        var unconfirmed = await ProgramRun.OfAsync("forget", "--user", forgotten, port);
        unconfirmed.ShouldRefuse("--yes", "--dry-run");
        (await ProgramRun.OfAsync("forget", "--user", forgotten, "--dry-run", port)).Output.Should().Contain("1 utterance(s)");
        (await IsStoredAsync(forgotten)).Should().BeTrue("nothing was confirmed");

        var done = await ProgramRun.OfAsync("forget", "--user", forgotten, "--yes", "--json", port);

        done.ShouldSucceed();
        JsonSerializer.Deserialize<JsonElement>(done.Output).GetProperty("utterances").GetInt32().Should().Be(1);
        (await IsStoredAsync(forgotten)).Should().BeFalse();
        (await IsStoredAsync(kept)).Should().BeTrue();
    }

    [Test]
    public async Task Forget_AndReadTheTopicAgain_BringsNothingBack()
    {
        var (user, said) = (ApiHost.NewUser(), TimeProvider.System.GetUtcNow());
        using var producer = await ForeignProducer.ToAsync(ApiHost.Host);
        await producer.SayAsync(user, "turn off the lights", EventTime.Format(said));
        await WaitFor.ConditionAsync(async () => (await ApiHost.Host.ListAsync($"/api/actions?user={user}")).Count == 1, ApiHost.Deadline, "the action");

        using var erased = await ApiHost.Host.Http.DeleteAsync($"/api/users/{user}/");
        erased.EnsureSuccessStatusCode();
        // As whoever resets the consumer groups gets them once more.
        await producer.SayAsync(user, "turn off the lights", EventTime.Format(said));
        await producer.SayAsync(user, "the train was late", EventTime.Format(TimeProvider.System.GetUtcNow().AddSeconds(1)));

        await WaitFor.ConditionAsync(async () => await IsStoredAsync(user), ApiHost.Deadline, "what was said later to be stored");
        (await ApiHost.Host.ListAsync($"/api/transcriptions?user={user}")).Select(row => row.Text("text")).Should().Equal("the train was late");
        (await ApiHost.Host.ListAsync($"/api/actions?user={user}")).Should().BeEmpty();
    }

    private static async Task<bool> IsStoredAsync(string user) => (await ApiHost.Host.ListAsync($"/api/transcriptions?user={Uri.EscapeDataString(user)}")).Count > 0;
}
