using System.Net;
using System.Net.Http.Json;
using Sts.Tests.Integration.Hosts;

namespace Sts.Tests.Integration.Pipeline;

public abstract partial class PipelineTests
{
    [Test]
    public async Task Http_PostedUtterance_TakesTheSameWay()
    {
        var user = NewUser("poster");
        var at = Now() - TimeSpan.FromSeconds(3);

        using var response = await Host.Http.PostAsJsonAsync("/api/transcriptions", new { user, text = "turn off the lights", timestamp = Text(at) });

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await AnsweredAsync(user, 1)).Single().OriginalText.Should().Be("turn off the lights");
        var published = (await Log.ReadAsync(Contract.Transcriptions, user)).Should().ContainSingle().Subject;
        published["text"].Should().Be("turn off the lights");
        (await SummarisedAsync(user)).Single().StartTime.Should().Be(at);
        var stored = (await UtterancesAsync(user)).Should().ContainSingle().Subject;
        (stored.Text, stored.Timestamp, stored.Partition, stored.Offset).Should().Be(
            ("turn off the lights", at, published.Position.Partition.Value, published.Position.Offset.Value));
    }

    [Test]
    public async Task Events_OfAnUtterance_ShowEveryHop()
    {
        var user = NewUser("watched");

        await SayAtOnceAsync(user, "turn off the lights", "goodbye");

        await WaitFor.ConditionAsync(() => Hops().IsSupersetOf(
            [
                "utterance.stored", "decision.made", "action.produced", "session.requested", "session.opened", "session.closed",
                "aggregation.requested", "summary.stored",
            ]),
            Deadline, "every hop in the event stream");
        await WaitFor.ConditionAsync(() => Hops().Overlaps(["answer.spoken", "answer.not_spoken"]), Deadline, "the answer in the event stream");
        Events.Of(user).Should().OnlyContain(happened => happened.Detail.Length > 0).And.Contain(
            happened => happened.Type == "utterance.stored" && happened.Detail == "turn off the lights");

        HashSet<string> Hops() => [.. Events.Of(user).Select(happened => happened.Type)];
    }
}
