namespace Sts.Tests.Agents.Local;

public class LocalRealtimeAgentTests
{
    [TestCase("turn off the lights", "You asked me to turn off the lights.", "smart_home", "turn off the lights")]
    [TestCase("hey olly could you please turn off the lights in the kitchen", "You asked me to turn off the lights in the kitchen.", "smart_home", "turn off the lights in the kitchen")]
    [TestCase("Hey Olly, could you please dim the Kitchen lights?", "You asked me to dim the Kitchen lights.", "smart_home", "dim the Kitchen lights")]
    [TestCase("would you mind setting a timer for ten minutes", null, "timer", "setting a timer for ten minutes")]
    [TestCase("i need you to remind me to call my brother at eight", "You asked me to remind you to call your brother at eight.", "reminder", "remind me to call my brother at eight")]
    [TestCase("wake me up at seven am tomorrow please", "You asked me to wake you up at seven am tomorrow.", "alarm", "wake me up at seven am tomorrow")]
    [TestCase("what's the weather like in boston", "You asked: what's the weather like in boston?", "weather", "what's the weather like in boston")]
    [TestCase("i'd like to hear some jazz", "You said you'd like to hear some jazz.", null, "i'd like to hear some jazz")]
    [TestCase("tell me what you can do", "You said: tell me what you can do.", null, "tell me what you can do")]
    [TestCase("weather tomorrow in boston", "You said: weather tomorrow in boston.", "weather", "weather tomorrow in boston")]
    [TestCase("add milk to my shopping list", "You asked me to add milk to your shopping list.", "lists", "add milk to my shopping list")]
    [TestCase("what is on my calendar for monday", null, "calendar", "what is on my calendar for monday")]
    [TestCase("how much money is in my savings account", null, "finance", null)]
    [TestCase("book a table for two at a sushi restaurant", null, "food", null)]
    [TestCase("how do you say cat in spanish", null, "translation", null)]
    [TestCase("read me the latest headlines", null, "news", null)]
    [TestCase("what is 500 times 25", null, "calculation", null)]
    [TestCase("Okay, that sounds good. Could you turn the volume down?", null, "system", "turn the volume down")]
    public async Task DecideAsync_Request_SaysWhatWasUnderstood(string text, string? reasoning, string? category, string? refined)
    {
        var decision = await LocalAgents.Realtime.DecideAsync(Some.Utterance(text), CancellationToken.None);

        decision.ActionRequired.Should().BeTrue(decision.Reasoning);
        decision.Reasoning.Should().Be(reasoning ?? decision.Reasoning);
        decision.Categorization.Should().Be(category ?? decision.Categorization);
        decision.RefinedPrompt.Should().Be(refined ?? decision.RefinedPrompt);
    }

    [TestCase("yeah")]
    [TestCase("mm-hmm")]
    [TestCase("i think the lights are nice")]
    [TestCase("did you see the game last night")]
    [TestCase("what do you think about virtual reality")]
    [TestCase("what a day")]
    [TestCase("what a perfectly lovely evening")]
    [TestCase("how are you doing")]
    [TestCase("he told me to turn off the lights and i did")]
    [TestCase("we could put the buttons on the side")]
    [TestCase("oh that would be so cool")]
    [TestCase("don't you love that song")]
    [TestCase("she said she'd call me back tomorrow")]
    [TestCase("if you open the door it gets cold")]
    [TestCase("thank you")]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("...?!")]
    [TestCase("💡💡💡")]
    public async Task DecideAsync_Talk_IsLeftAlone(string text)
    {
        var decision = await LocalAgents.Realtime.DecideAsync(Some.Utterance(text), CancellationToken.None);

        decision.ActionRequired.Should().BeFalse(decision.Reasoning);
        decision.Reasoning.Should().StartWith("No request to the assistant (");
        decision.Categorization.Should().BeNull();
        decision.RefinedPrompt.Should().BeNull();
    }

    [Test]
    public async Task DecideAsync_Cancelled_Throws()
    {
        var decide = () => LocalAgents.Realtime.DecideAsync(Some.Utterance("x"), new CancellationToken(canceled: true));

        await decide.Should().ThrowAsync<OperationCanceledException>();
    }
}
