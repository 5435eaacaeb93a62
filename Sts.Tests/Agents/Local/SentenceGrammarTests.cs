using Sts.Agents;
using Sts.Agents.Local;
using Sts.Agents.Local.Grammar;

namespace Sts.Tests.Agents.Local;

public class SentenceGrammarTests
{
    private const string Sentences = """
        words:
          place: kitchen | living room
        sentences:
          - id: light.dim
            category: smart_home
            say: "The {room} goes to {percent}."
            is: "(dim | set) the (<room @place>)? (light | lights)? to <percent 0..100> percent please?"
        excluded:
          - id: people.thanks
            is: "thanks for {1,3}"
        """;

    [TestCase("dim the kitchen lights to 40 percent", GrammarOutcome.Matched, "kitchen", "40")]
    [TestCase("Set the living room to forty five percent, please.", GrammarOutcome.Matched, "living room", "forty five")]
    [TestCase("set the light to one hundred percent", GrammarOutcome.Matched, null, "one hundred")]
    [TestCase("dim the kitchen lights to 140 percent", GrammarOutcome.Failed, "kitchen", "140")]
    [TestCase("set the light to one hundred and five percent", GrammarOutcome.Failed, null, "one hundred and five")]
    [TestCase("thanks for the flowers", GrammarOutcome.Excluded, null, null)]
    [TestCase("dim the kitchen lights", GrammarOutcome.NoMatch, null, null)]
    [TestCase("i said dim the kitchen lights to 40 percent", GrammarOutcome.NoMatch, null, null)]
    public void Analyse_Sentence_TellsOutcomeAndSlots(string text, GrammarOutcome outcome, string? room, string? percent)
    {
        var match = Analyser(Sentences).Analyse(text).Sentence;

        match.Outcome.Should().Be(outcome);
        match.Slots.GetValueOrDefault("room").Should().Be(room);
        match.Slots.GetValueOrDefault("percent").Should().Be(percent);
    }

    [TestCase("stop", "control.stop", true)]
    [TestCase("Stop!", "control.stop", true)]
    [TestCase("olly, stop please", "control.stop", true)]
    [TestCase("never mind", "control.never-mind", true)]
    [TestCase("goodbye", "control.goodbye", false)]
    [TestCase("turn off the lights in the kitchen", "light.switch", true)]
    [TestCase("hey olly could you please turn off the lights", "light.switch", true)]
    [TestCase("hand me the big bowl", "people.hand-over", false)]
    public void Decide_KnownSentence_IsDecidedOnByTheGrammar(string text, string rule, bool action)
    {
        var decision = LocalAgents.Stages.Decide(text);

        decision.Ground.Should().Be(new DecisionGround(DecisionGround.GrammarStage, action ? GrammarOutcome.Matched : GrammarOutcome.Excluded, rule));
        decision.ActionRequired.Should().Be(action);
    }

    [TestCase("stop making that noise in my report")]
    [TestCase("never mind what he said yesterday")]
    [TestCase("i said goodbye to him")]
    public void Decide_MoreThanAnExactSentence_IsLeftToTheClassifier(string text) =>
        LocalAgents.Stages.Decide(text).Ground.Stage.Should().Be(DecisionGround.ClassifierStage);

    [Test]
    public async Task DecideAsync_ValueOutOfRange_SaysWhatItCanBe()
    {
        var decision = await LocalAgents.Realtime.DecideAsync(Some.Utterance("set the bedroom lights to 300 percent"), CancellationToken.None);

        decision.ActionRequired.Should().BeTrue();
        decision.Ground!.Grammar.Should().Be(GrammarOutcome.Failed);
        decision.Reasoning.Should().Be("You asked me to set the bedroom lights to 300 percent. But percent can be 0 to 100, not 300.");
    }

    [Test]
    public async Task DecideAsync_Sentence_HandsItsSlotsOn()
    {
        var decision = await LocalAgents.Realtime.DecideAsync(Some.Utterance("Turn on the lamp in the Kitchen."), CancellationToken.None);

        decision.Slots.Should().Equal(new Dictionary<string, string> { ["state"] = "on", ["room"] = "Kitchen" });
        decision.Categorization.Should().Be("smart_home");
    }

    [TestCase("sentences:\n  - id: a\n    is: \"(x\"", "file.yaml(3): ')' is missing")]
    [TestCase("sentences:\n  - id: a\n    is: \"<n 5..1>\"", "file.yaml(3): the range '5..1' has to be*")]
    [TestCase("sentences:\n  - id: a", "file.yaml(2): a sentence needs 'id' and 'is'")]
    [TestCase("sentences:\n  - id: a\n    is: b\n    silences: often", "file.yaml(4): 'silences' is true or false")]
    [TestCase("sentence:\n  - id: a", "file.yaml(1): 'sentence' is none of words, sentences, excluded")]
    [TestCase("sentences:\n  - id: a\n    is: \"@nothing\"", "file.yaml(3): class @nothing is not defined")]
    [TestCase("sentences: [", "file.yaml(2): *")]
    public void Parse_BadFile_NamesFileLineAndReason(string text, string message)
    {
        var parse = () => GrammarParser.Parse(new GrammarFile("file.yaml", text));

        parse.Should().Throw<FormatException>().WithMessage(message);
    }

    [TestCase("45", 45)]
    [TestCase("forty five", 45)]
    [TestCase("a hundred", 100)]
    [TestCase("two hundred and one", 201)]
    [TestCase("three thousand and twelve", 3012)]
    [TestCase("nineteen", 19)]
    public void TryRead_SpokenNumber_IsItsValue(string text, double value)
    {
        SpokenNumber.TryRead(text, out var number).Should().BeTrue();

        number.Should().Be(value);
    }

    // The sections of rules come with the program; the sentences are this test's.
    private static RequestAnalyser Analyser(string sentences) =>
        new(GrammarParser.Parse(GrammarFile.Embedded().Where(file => !file.HoldsSentences).Append(new GrammarFile("file.yaml", sentences))));
}
