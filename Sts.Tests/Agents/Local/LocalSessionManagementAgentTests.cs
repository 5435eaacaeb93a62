namespace Sts.Tests.Agents.Local;

public class LocalSessionManagementAgentTests
{
    [TestCase("goodbye")]
    [TestCase("Bye!")]
    [TestCase("okay bye bye")]
    [TestCase("that's all for now")]
    [TestCase("that's all for now goodbye")]
    [TestCase("Okay, thanks. That will be all for today.")]
    [TestCase("thanks that will be all")]
    [TestCase("end the session")]
    [TestCase("please end this session now")]
    [TestCase("can you please close the session")]
    [TestCase("destroy session")]
    [TestCase("olly stop listening")]
    [TestCase("you can stop listening now thank you")]
    [TestCase("we're done here")]
    [TestCase("alright i think we're done for today")]
    [TestCase("never mind, bye")]
    [TestCase("no that's everything thanks")]
    [TestCase("good night")]
    [TestCase("thank you very much have a good day goodbye")]
    [TestCase("let's stop here for today")]
    [TestCase("i have no more questions")]
    [TestCase("I want you to end the session.")]
    [TestCase("well we have talked about everything so let's end the session")]
    [TestCase("talk to you later")]
    public async Task DecideAsync_ExplicitRequest_Ends(string text)
    {
        var decision = await LocalAgents.SessionManagement.DecideAsync(Some.Utterance(text), CancellationToken.None);

        decision.EndSession.Should().BeTrue();
        decision.Reasoning.Should().StartWith("The user asked to end the session: ");
    }

    [TestCase("he said goodbye to her")]
    [TestCase("she said goodbye")]
    [TestCase("stop the music")]
    [TestCase("is that all")]
    [TestCase("is that all for today")]
    [TestCase("we're done with the dishes")]
    [TestCase("when we're done we can eat")]
    [TestCase("don't end the session")]
    [TestCase("please do not stop listening")]
    [TestCase("how do i end the session")]
    [TestCase("the session ended yesterday")]
    [TestCase("end the call")]
    [TestCase("that's all i know about him")]
    [TestCase("that's all he wrote in his letter")]
    [TestCase("thank you")]
    [TestCase("okay thanks")]
    [TestCase("turn off the lights")]
    [TestCase("play bye bye bye by nsync")]
    [TestCase("i'm done")]
    [TestCase("did you say goodbye")]
    [TestCase("have a look at the session")]
    [TestCase("they told us to end the session")]
    [TestCase("never mind")]
    [TestCase("")]
    public async Task DecideAsync_AnythingElse_GoesOn(string text)
    {
        var decision = await LocalAgents.SessionManagement.DecideAsync(Some.Utterance(text), CancellationToken.None);

        decision.EndSession.Should().BeFalse(decision.Reasoning);
    }

    [Test]
    public async Task DecideAsync_TalkAmongPeople_HardlyEverEnds()
    {
        var talk = EvaluationData.ReadLinesOrIgnore("transcripts_load.tsv").Select(line => line.Split('\t')[1]).ToList();

        var ended = new List<string>();
        foreach (var text in talk)
        {
            if ((await LocalAgents.SessionManagement.DecideAsync(Some.Utterance(text), CancellationToken.None)).EndSession)
                ended.Add(text);
        }

        TestContext.Out.WriteLine($"{ended.Count} of {talk.Count}: {string.Join(" | ", ended)}");
        ended.Count.Should().BeLessThan(talk.Count / 200);
    }
}
