using Sts.Core.Messages;
using Sts.Core.Storage;
using Sts.Processors;
using Sts.Tests.Integration;

namespace Sts.Tests.Processors;

public sealed class IntentProcessorTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Test]
    public async Task ProcessAsync_Action_SpeaksTheReasoningAndKeepsARecord()
    {
        await using var services = await ProcessorServices.CreateAsync();

        await services.SendAsync(services.Create<IntentProcessor>(), Action());

        services.Speaker.Spoken.Should().Equal("You asked me to turn off the lights.");
        (await services.History.ActionsAsync("alice", 10, default)).Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { OriginalText = "turn off the lights", SpokenAt = ProcessorServices.Now, SpeechOutcome = "spoken" });
    }

    [Test]
    public async Task ProcessAsync_SameActionAgain_IsNotSpokenAgainNotEvenByAnotherInstance()
    {
        await using var services = await ProcessorServices.CreateAsync();
        await services.SendAsync(services.Create<IntentProcessor>(), Action());

        await services.SendAsync(services.Create<IntentProcessor>(), Action());

        services.Speaker.Spoken.Should().ContainSingle();
    }

    [Test]
    public async Task ProcessAsync_SameWordsLater_AreSpokenAgain()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var processor = services.Create<IntentProcessor>();

        await services.SendAsync(processor, Action());
        await services.SendAsync(processor, Action() with { Timestamp = EventTime.Format(ProcessorServices.Now.AddSeconds(5)) });

        services.Speaker.Spoken.Should().HaveCount(2);
    }

    [Test]
    public async Task ProcessAsync_SpeechFails_KeepsTheReasonAndGoesOn()
    {
        await using var services = await ProcessorServices.CreateAsync();
        services.Speaker.Fails = true;

        await services.SendAsync(services.Create<IntentProcessor>(), Action());

        (await services.History.ActionsAsync("alice", 10, default)).Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { SpokenAt = (DateTimeOffset?)null, SpeechOutcome = "The voice is away." });
    }

    [Test]
    public async Task ProcessAsync_Audible_DoesNotWaitForItsEndAndNotesItThen()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var spoken = new TaskCompletionSource();
        (services.Speaker.IsAudible, services.Speaker.Until) = (true, spoken.Task);
        await using var processor = services.Create<IntentProcessor>();

        await services.SendAsync(processor, Action());
        await services.SendAsync(processor, Action());
        (await OutcomesAsync(services)).Should().Equal([null], "it waits");
        spoken.SetResult();

        await WaitFor.ConditionAsync(async () => (await OutcomesAsync(services)).SequenceEqual(["spoken"]), Deadline, "what became of it");
        services.Speaker.Spoken.Should().ContainSingle("the second message is the same action");
    }

    [Test]
    public async Task RunDueAsync_AnswerLeftOverByAHost_IsSpokenByOneOnly()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var spoken = new TaskCompletionSource();
        (services.Speaker.IsAudible, services.Speaker.Until) = (true, spoken.Task);
        await using (var before = services.Create<IntentProcessor>())
        {
            await services.SendAsync(before, Action());
        }

        (await OutcomesAsync(services)).Should().Equal([null], "it was waiting when its host ended");
        using var stopping = new CancellationTokenSource();
        await using var one = services.Create<IntentProcessor>();
        await using var other = services.Create<IntentProcessor>();
        var watching = Task.WhenAll(one.RunDueAsync(stopping.Token), other.RunDueAsync(stopping.Token));
        spoken.SetResult();

        await WaitFor.ConditionAsync(async () => (await OutcomesAsync(services)).SequenceEqual(["spoken"]), Deadline, "the answer");
        await stopping.CancelAsync();
        await watching.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        services.Speaker.Spoken.Should().ContainSingle();
    }

    [Test]
    public async Task ProcessAsync_AnotherHostHasClaimedIt_LeavesItAlone()
    {
        await using var services = await ProcessorServices.CreateAsync();
        var spoken = new TaskCompletionSource();
        (services.Speaker.IsAudible, services.Speaker.Until) = (true, spoken.Task);
        await using var processor = services.Create<IntentProcessor>();
        await services.SendAsync(processor, Action());

        var action = (await services.History.ActionsAsync("alice", 1, default)).Single();
        (await services.Get<IActionStore>().ClaimSpeechAsync(action.Id, ProcessorServices.Now, "begun by another host", default)).Should().BeTrue();
        (await services.Get<IActionStore>().ClaimSpeechAsync(action.Id, ProcessorServices.Now, "and again", default)).Should().BeFalse();
        spoken.SetResult();
        await WaitFor.ConditionAsync(() => services.Speaker.Refused == 1, Deadline, "its turn");
        await processor.DisposeAsync();

        services.Speaker.Spoken.Should().BeEmpty();
        (await OutcomesAsync(services)).Should().Equal("begun by another host");
    }

    [Test]
    public async Task RunDueAsync_AUserSpeaks_TellsTheSpeaker()
    {
        await using var services = await ProcessorServices.CreateAsync();
        services.Speaker.IsAudible = true;
        using var stopping = new CancellationTokenSource();
        await using var processor = services.Create<IntentProcessor>();
        var watching = processor.RunDueAsync(stopping.Token);

        await services.Utterances.SayAsync(new TranscriptionSegment("2026-03-01T12:00:05Z", "stop", "alice"));
        await services.Utterances.SayAsync(new TranscriptionSegment("yesterday", "stop", "alice"));

        services.Speaker.Heard.Should().Equal(("alice", "stop", ProcessorServices.Now.AddSeconds(5)));
        await stopping.CancelAsync();
        await watching.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task RunDueAsync_AUserHasSpokenBeforeTheWatchBegan_TellsTheSpeakerOfWhatWasSaidSinceTheStart()
    {
        await using var services = await ProcessorServices.CreateAsync();
        services.Speaker.IsAudible = true;
        using var stopping = new CancellationTokenSource();
        await using var processor = services.Create<IntentProcessor>();
        services.Time.Advance(TimeSpan.FromSeconds(3));
        var watching = processor.RunDueAsync(stopping.Token);

        await services.Utterances.FindAsync(new TranscriptionSegment("2026-03-01T11:59:59Z", "said to nobody", "alice"));
        await services.Utterances.FindAsync(new TranscriptionSegment("2026-03-01T12:00:02Z", "stop", "alice"));
        await services.Utterances.FindAsync(new TranscriptionSegment("yesterday", "stop", "alice"));

        services.Speaker.Heard.Should().Equal(("alice", "stop", ProcessorServices.Now.AddSeconds(2)));
        await stopping.CancelAsync();
        await watching.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<IReadOnlyList<string?>> OutcomesAsync(ProcessorServices services) =>
        [.. (await services.History.ActionsAsync("alice", 10, default)).Select(action => action.SpeechOutcome)];

    private static ActionMessage Action() => new(
        "turn off the lights", "You asked me to turn off the lights.", "smart_home", "turn off the lights", "alice", EventTime.Format(ProcessorServices.Now));
}
