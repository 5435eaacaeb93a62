using Sts.Core.Messages;
using Sts.Processors;

namespace Sts.Tests.Processors;

public sealed class IntentProcessorTests
{
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

    private static ActionMessage Action() => new(
        "turn off the lights", "You asked me to turn off the lights.", "smart_home", "turn off the lights", "alice", EventTime.Format(ProcessorServices.Now));
}
