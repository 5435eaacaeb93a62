using System.Text.Json;
using Sts.Tests.Integration.Cli;

namespace Sts.Tests.Integration.Operations;

[Category("Integration")]
public sealed class SessionsCommandTests
{
    private static string Port => $"--Http:Port={OperatedHost.Host.Http.BaseAddress!.Port}";

    [Test]
    public async Task Session_ThatIsFoundShownClosedAndSummarised_IsToldOfAtEachStep()
    {
        var (user, word) = (OperatedHost.NewUser(), $"w{Guid.NewGuid():N}");
        var id = await SessionApiTests.TalkAsync(user, $"I like {word}.");

        var found = await ProgramRun.OfAsync("sessions", "list", "--search", word, "--active", "--json", Port);
        JsonSerializer.Deserialize<JsonElement>(found.Output).EnumerateArray().Single().GetProperty("id").GetInt32().Should().Be(id);
        (await ProgramRun.OfAsync("sessions", "--user", user, Port)).Output.Should().ContainAll("Session", user, "active");
        (await ProgramRun.OfAsync("sessions", "summarise", $"{id}", Port)).Should().Match<ProgramRun>(run => run.ExitCode == 1 && run.Output.Contains("has not ended yet"));
        (await ProgramRun.OfAsync("sessions", "close", $"{id}", Port)).ShouldSucceed();
        await SessionApiTests.SummarisedAsync(id);
        var shown = await ProgramRun.OfAsync("sessions", "show", $"{id}", Port);
        shown.ShouldSucceed();
        shown.Output.Should().ContainAll($"I like {word}.", "It was closed by hand.", "1 utterance");
        var again = await ProgramRun.OfAsync("sessions", "summarise", $"{id}", "--json", Port);
        JsonSerializer.Deserialize<JsonElement>(again.Output).GetProperty("id").GetInt32().Should().Be(id);
        (await ProgramRun.OfAsync("sessions", "close", $"{id}", Port)).Should().Match<ProgramRun>(run => run.ExitCode == 1 && run.Output.Contains("has ended already"));
    }

    [TestCase("takes the number of one session", "show")]
    [TestCase("takes the number of one session", "close", "first")]
    [TestCase("--limit is 0", "list", "--limit", "0")]
    [TestCase("not both", "list", "--active", "--ended")]
    [TestCase("There is no session 2147483647", "show", "2147483647")]
    public async Task Sessions_WrongArguments_SaysWhatIsWrong(string message, params string[] arguments) =>
        (await ProgramRun.OfAsync(["sessions", .. arguments, Port])).ShouldRefuse(message);
}
